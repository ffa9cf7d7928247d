/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every column of JSON is recorded: it has a setter, or the table says that it is made of others. */
#include "unit.h"

#include "column_record.h"

START_TEST(every_column_of_json_is_known)
{
    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);

        if ((column->flags & (COLUMN_CORE | COLUMN_JSON)) != 0)
            ck_assert_msg(column_is_recorded(column), "%s: column_record.c does not know it",
                          column->name);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("column_record");
    TCase *tests = tcase_create("columns");

    tcase_add_test(tests, every_column_of_json_is_known);
    suite_add_tcase(suite, tests);
    return suite;
}
