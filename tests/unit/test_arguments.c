/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines: the examples of Microsoft's page "Parsing C command-line arguments". */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"

START_TEST(command_lines)
{
    /* Arguments are joined by '|'. */
    static const struct {
        const char *line, *expected;
    } cases[] = {
        {"", ""},
        {"lsock.exe", "lsock.exe"},
        {"lsock.exe ", "lsock.exe"},
        {"lsock -t  sport\t=\t:80 ", "lsock|-t|sport|=|:80"},
        {"\"C:\\Program Files\\lsock.exe\" -t", "C:\\Program Files\\lsock.exe|-t"},
        {"C:\\\"Program Files\"\\lsock.exe -t", "C:\\Program Files\\lsock.exe|-t"},
        {"a \"abc\" d e", "a|abc|d|e"},
        {"a a\\\\b d\"e f\"g h", "a|a\\\\b|de fg|h"},
        {"a a\\\\\\\"b c d", "a|a\\\"b|c|d"},
        {"a a\\\\\\\\\"b c\" d e", "a|a\\\\b c|d|e"},
        {"a a\"b\"\" c d", "a|ab\" c d"},
        {"a \"\" b", "a||b"},
        {"a \"x y", "a|x y"},
        {"a C:\\dir\\ b", "a|C:\\dir\\|b"},
        {"a \\", "a|\\"},
        {"a gr\xc3\xb6\xc3\x9f"
         "e",
         "a|gr\xc3\xb6\xc3\x9f"
         "e"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char line[64], joined[64] = "", *argv[35];
        int argc;

        strcpy(line, cases[i].line);
        argc = arguments_split(line, argv);
        ck_assert_ptr_eq(argv[0], line);
        ck_assert_ptr_null(argv[argc]);
        ck_assert_uint_le((size_t)argc, strlen(cases[i].line) / 2 + 2);
        for (int j = 0; j < argc; j++) {
            strcat(joined, j > 0 ? "|" : "");
            strcat(joined, argv[j]);
        }
        ck_assert_str_eq(joined, cases[i].expected);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("arguments");
    TCase *tests = tcase_create("split");

    tcase_add_test(tests, command_lines);
    suite_add_tcase(suite, tests);
    return suite;
}
