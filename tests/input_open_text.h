/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An input that reads a text in memory. */
#ifndef LSOCK_INPUT_OPEN_TEXT_H
#define LSOCK_INPUT_OPEN_TEXT_H

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

/* Copies at most INPUT_BUFFER bytes of the text; 0 or ENOMEM. */
static inline int input_open_text(struct input *input, struct text text)
{
    *input = (struct input){.bytes = malloc(INPUT_BUFFER), .line = 1, .at_end = true};
    if (input->bytes == NULL)
        return ENOMEM;
    input->end = text.length < INPUT_BUFFER ? text.length : INPUT_BUFFER;
    if (input->end > 0)
        memcpy(input->bytes, text.bytes, input->end);
    return 0;
}

#endif
