/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main of every unit test. */
#include "unit.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(unit_suite());

    srunner_run_all(runner, CK_NORMAL);

    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
