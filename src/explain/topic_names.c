/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topic_names.h"

#include <string.h>

static bool counts(char c)
{
    return strchr(" \t-_/(),+&'\"", c) == NULL || c == '\0';
}

/* Returns the next significant byte in lower case; '\0' at the end. */
static char next(struct text *rest)
{
    while (rest->length > 0) {
        char c = *rest->bytes++;

        rest->length--;
        if (counts(c) && c != '\0')
            return ascii_lower(c);
    }
    return '\0';
}

bool topic_name_equal(struct text a, struct text b)
{
    char c = '\0', d;
    bool any = false;

    do {
        any = any || c != '\0';
        c = next(&a);
        d = next(&b);
    } while (c == d && c != '\0');
    if ((c == 's' && d == '\0' && next(&a) == '\0') || (d == 's' && c == '\0' && next(&b) == '\0'))
        return any; /* plural */
    return c == d && any;
}

bool topic_name_next(struct text *list, struct text *name)
{
    if (list->length == 0)
        return false;
    *name = text_take_until(list, ';');
    return true;
}

bool topic_name_exactly_in(const char *list, struct text name, bool nocase)
{
    struct text rest = text_of(list), one;

    while (topic_name_next(&rest, &one))
        if (text_equal(one, name) || (nocase && text_equal_nocase(one, name)))
            return true;
    return false;
}

bool topic_name_in(const char *list, struct text name)
{
    struct text rest = text_of(list), one;

    while (topic_name_next(&rest, &one))
        if (topic_name_equal(one, name))
            return true;
    return false;
}
