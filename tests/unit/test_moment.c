/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formatting and parsing of times. */
#include "unit.h"

#include "moment.h"
#include "rfc3339.h"

START_TEST(there_and_back)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } moments[] = {
        {"0001-01-01T00:00:00.000000Z", INT64_C(-62135596800)},
        {"1970-01-01T00:00:00.000000Z", 0},
        {"2038-01-19T03:14:07.999999Z", INT32_MAX}, /* the maximum of a 32-bit time_t */
        {"2038-01-19T03:14:08.000000Z", INT64_C(1) + INT32_MAX},
        {"2106-02-07T06:28:16.000000Z", INT64_C(1) + UINT32_MAX},
        {"9999-12-31T23:59:59.000000Z", INT64_C(253402300799)},
    };

    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        struct timespec time;
        char text[MOMENT_ROOM];

        ck_assert_msg(rfc3339_parse(text_of(moments[i].text), &time), "%s", moments[i].text);
        ck_assert_int_eq(time.tv_sec, moments[i].seconds);
        ck_assert(moment_write(text, &time));
        ck_assert_str_eq(text, moments[i].text);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("moment");
    TCase *moments = tcase_create("moments");

    tcase_add_test(moments, there_and_back);
    suite_add_tcase(suite, moments);
    return suite;
}
