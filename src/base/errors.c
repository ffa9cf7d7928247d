/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "errors.h"

#include <stdarg.h>
#include <stdio.h>

const char *const exit_status_meanings[STATUS_COUNT] = {
    [STATUS_DONE] = "Success: the condition holds, or nothing was found.",
    [STATUS_NO] = "The answer is no, or problems were found.",
    [STATUS_USAGE] = "Usage error.",
    [STATUS_TIMEOUT] = "`wait` timed out.",
    [STATUS_FAILED] = ("Failed or incomplete: a table could not be read completely, output was lost, "
                       "or the answer depends on something unknown."),
};

bool error_set(struct error *error, enum exit_status status, const char *format, ...)
{
    va_list arguments;

    *error = (struct error){.status = status};
    va_start(arguments, format);
    vsnprintf(error->message, sizeof(error->message), format, arguments);
    va_end(arguments);
    return false;
}

bool error_out_of_memory(struct error *error)
{
    error_set(error, STATUS_FAILED, "out of memory");
    error->out_of_memory = true;
    return false;
}

void error_remedy(struct error *error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(error->remedy, sizeof(error->remedy), format, arguments);
    va_end(arguments);
}

void error_suggest(struct error *error, struct text nearest, const char *otherwise)
{
    if (nearest.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.length, nearest.bytes);
    else if (otherwise != NULL)
        error_remedy(error, "%s", otherwise);
}

bool error_mark(struct error *error, struct text typed, size_t begin, size_t end)
{
    error->typed = typed;
    error->begin = begin < typed.length ? begin : typed.length;
    error->end = end < typed.length ? end : typed.length;
    return false;
}

bool error_mark_part(struct error *error, struct text typed, struct text part)
{
    size_t begin = (size_t)(part.bytes - typed.bytes);

    return error_mark(error, typed, begin, begin + part.length);
}

void error_mark_until(struct error *error, struct text until, size_t end)
{
    error->until = until;
    error->end = end < until.length ? end : until.length;
}
