/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process_text.h"

#include "number.h"

/* include/linux/sched.h */
#define PF_KTHREAD UINT64_C(0x00200000)

struct text process_command(struct text comm)
{
    if (comm.length > 0 && comm.bytes[comm.length - 1] == '\n')
        comm.length--;
    return comm;
}

struct text process_context(struct text current)
{
    while (current.length > 0 &&
           (current.bytes[current.length - 1] == '\n' || current.bytes[current.length - 1] == '\0'))
        current.length--;
    return current;
}

/* The next word of `rest`, which is cut behind it; length 0 at the end. */
static struct text next_word(struct text *rest)
{
    struct text word;

    while (rest->length > 0 && ascii_is_space(rest->bytes[0])) {
        rest->bytes++;
        rest->length--;
    }
    word = (struct text){rest->bytes, 0};
    while (rest->length > 0 && !ascii_is_space(rest->bytes[0])) {
        rest->bytes++;
        rest->length--;
        word.length++;
    }
    return word;
}

/* pid (name) state ppid pgrp session tty_nr tpgid flags …: only numbers stand behind the name, so
 * the last parenthesis is the one that closes it. */
bool process_can_hold(struct text stat)
{
    struct text rest, state, flags = {NULL, 0};
    size_t end = stat.length;
    uint64_t bits;

    while (end > 0 && stat.bytes[end - 1] != ')')
        end--;
    if (end == 0)
        return true;
    rest = (struct text){stat.bytes + end, stat.length - end};
    state = next_word(&rest);
    for (int field = 4; field <= 9; field++)
        flags = next_word(&rest);
    if (text_equal(state, TEXT("Z")) || text_equal(state, TEXT("X")))
        return false;
    return !number_parse(flags, UINT32_MAX, &bits) || (bits & PF_KTHREAD) == 0;
}

bool process_socket_inode(struct text link, uint64_t *inode)
{
    static const struct text start = {"socket:[", 8};

    if (link.length <= start.length + 1 || !text_starts_with(link, start) ||
        link.bytes[link.length - 1] != ']')
        return false;
    return number_parse((struct text){link.bytes + start.length, link.length - start.length - 1},
                        UINT64_MAX, inode);
}
