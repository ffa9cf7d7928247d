/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>

#include "interrupt.h"
#include "terminal.h"

#define ERASE_LINE "\r\033[K"

void progress_show(struct progress *progress, const char *format, ...)
{
    char line[80];
    va_list arguments;

    if (interrupt_clock() - progress->started < PROGRESS_AFTER_MS || !terminal_has_colour(stderr))
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    output_printf(progress->output, ERASE_LINE "lsock: %s", line);
    output_flush(progress->output);
    progress->shown = true;
}

void progress_end(struct progress *progress)
{
    if (!progress->shown)
        return;
    output_text(progress->output, TEXT(ERASE_LINE));
    output_flush(progress->output);
    progress->shown = false;
}
