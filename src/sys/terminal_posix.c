/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <unistd.h>

bool terminal_is(FILE *file)
{
    return isatty(fileno(file)) == 1;
}
