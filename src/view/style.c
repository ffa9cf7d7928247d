/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Only the eight basic colours, bold and faint: every terminal has them, and they work on dark and
 * light backgrounds. */
#include "style.h"

static const char *const sequences[ROLE_COUNT] = {
    [ROLE_PLAIN] = "",           [ROLE_HEADING] = "\033[1m",
    [ROLE_DIM] = "\033[2m",      [ROLE_LISTENING] = "\033[36m",
    [ROLE_OPEN] = "\033[32m",    [ROLE_OPENING] = "\033[33m",
    [ROLE_CLOSING] = "\033[35m", [ROLE_ATTENTION] = "\033[1;33m",
    [ROLE_ERROR] = "\033[1;31m",  [ROLE_ALARM] = "\033[1;31m",
};

struct text style_begin(enum role role, bool colour)
{
    return text_of(colour ? sequences[role] : "");
}

struct text style_end(enum role role, bool colour)
{
    return text_of(colour && sequences[role][0] != '\0' ? "\033[0m" : "");
}
