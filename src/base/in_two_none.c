/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "in_two.h"

void in_two(void (*work)(void *half), void *one, void *other)
{
    work(one);
    work(other);
}

void in_turn_begin(void)
{
}

void in_turn_end(void)
{
}
