/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process_text.h"

#include <string.h>

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

uint64_t process_descriptor_limit(struct text limits)
{
    const struct text name = TEXT("Max open files");
    uint64_t limit = 0;

    while (limits.length > 0) {
        struct text line = text_take_until(&limits, '\n');

        if (!text_starts_with(line, name))
            continue;
        line = (struct text){line.bytes + name.length, line.length - name.length};
        while (line.length > 0 && line.bytes[0] == ' ')
            text_take_until(&line, ' ');
        return number_parse(text_take_until(&line, ' '), INT64_MAX, &limit) ? limit : 0;
    }
    return 0;
}

static bool is_plain(struct text argument)
{
    static const char marks[] = "%+,-./:=@_";

    for (size_t i = 0; i < argument.length; i++) {
        char byte = argument.bytes[i];

        if (!ascii_is_digit(byte) && (ascii_lower(byte) < 'a' || ascii_lower(byte) > 'z') &&
            memchr(marks, byte, sizeof(marks) - 1) == NULL)
            return false;
    }
    return argument.length > 0;
}

/* Quotes instead of backslashes, which a table would escape again. */
static void add_quoted(struct builder *out, struct text argument)
{
    builder_add_byte(out, '\'');
    while (argument.length > 0) {
        size_t before = argument.length;
        struct text part = text_take_until(&argument, '\'');

        builder_add(out, part);
        if (part.length < before)
            builder_add(out, TEXT("'\"'\"'"));
    }
    builder_add_byte(out, '\'');
}

void process_command_line(struct builder *out, struct text cmdline)
{
    while (cmdline.length > 0 && cmdline.bytes[cmdline.length - 1] == '\0')
        cmdline.length--;
    while (cmdline.length > 0) {
        struct text argument = text_take_until(&cmdline, '\0');

        if (is_plain(argument))
            builder_add(out, argument);
        else
            add_quoted(out, argument);
        if (cmdline.length > 0)
            builder_add_byte(out, ' ');
    }
}

/* Returns word number `count` of `rest`, from 1. */
static struct text skip_to(struct text *rest, unsigned count)
{
    struct text word = {NULL, 0};

    while (count-- > 0)
        word = text_take_until(rest, ' ');
    return word;
}

/*
 * Format: pid (name) state ppid pgrp session tty_nr tpgid flags … num_threads …. Only numbers
 * follow the name, so the last parenthesis closes it. A dead process has one thread left; if only
 * the first thread has ended, the others still hold the descriptors.
 */
bool process_can_hold(struct text stat)
{
    struct text rest, state, flags, threads;
    size_t end = stat.length;
    uint64_t bits, count;

    while (end > 0 && stat.bytes[end - 1] != ')')
        end--;
    if (end == 0)
        return true;
    rest = text_from(stat, end);
    state = skip_to(&rest, 2); /* the first word is empty: a blank follows the parenthesis */
    flags = skip_to(&rest, 9 - 3);
    threads = skip_to(&rest, 20 - 9);
    if (text_equal(state, TEXT("Z")) || text_equal(state, TEXT("X")))
        return number_parse(threads, UINT32_MAX, &count) && count > 1;
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
