/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glob.h"

/* Returns the end of the class that starts at `at`, after its `]`; 0: unclosed. */
static size_t class_end(struct text pattern, size_t at)
{
    size_t first = at + 1;

    if (first < pattern.length && pattern.bytes[first] == '!')
        first++;
    /* A `]` in first position belongs to the class. */
    for (size_t i = first + 1; i < pattern.length; i++)
        if (pattern.bytes[i] == ']')
            return i + 1;
    return 0;
}

static bool in_class(struct text pattern, size_t at, size_t end, char c)
{
    size_t i = at + 1;
    bool negated = pattern.bytes[i] == '!', found = false;

    for (i += negated; i < end - 1; i++) {
        unsigned char low = (unsigned char)pattern.bytes[i], high = low;

        if (i + 2 < end - 1 && pattern.bytes[i + 1] == '-') {
            high = (unsigned char)pattern.bytes[i + 2];
            i += 2;
        }
        found |= (unsigned char)c >= low && (unsigned char)c <= high;
    }
    return found != negated;
}

/* Whether one byte matches the pattern at `at`; *next is the position after that element. */
static bool match_one(struct text pattern, size_t at, char c, bool nocase, size_t *next)
{
    size_t end;

    *next = at + 1;
    if (pattern.bytes[at] == '?')
        return true;
    end = pattern.bytes[at] == '[' ? class_end(pattern, at) : 0;
    if (end == 0)
        return nocase ? ascii_lower(pattern.bytes[at]) == ascii_lower(c) : pattern.bytes[at] == c;
    *next = end;
    return in_class(pattern, at, end, c) ||
           (nocase && (in_class(pattern, at, end, ascii_lower(c)) ||
                       in_class(pattern, at, end, ascii_upper(c))));
}

bool glob_match(struct text pattern, struct text text, bool nocase)
{
    size_t p = 0, t = 0, next, star = pattern.length, resume = 0;

    while (t < text.length) {
        if (p < pattern.length && pattern.bytes[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.length && match_one(pattern, p, text.bytes[t], nocase, &next)) {
            p = next;
            t++;
        } else if (star < pattern.length) {
            p = star + 1; /* let the last star match one more byte */
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.bytes[p] == '*')
        p++;
    return p == pattern.length;
}
