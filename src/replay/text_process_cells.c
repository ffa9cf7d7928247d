/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells about the processes of a socket. */
#include "text_cells.h"

static bool take_pid(struct text_row *row, struct text word)
{
    uint64_t pid;

    if (!cell_number(word, UINT32_MAX, &pid))
        return false;
    row->pid = (uint32_t)pid;
    row->no_pid = pid == 0;
    row->has_pid = pid != 0 && !cell_is_cut(row, word);
    return true;
}

size_t cell_read_pid(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    row->no_pid = cell_is(*words, "?") || cell_is(*words, "-");
    return row->no_pid || take_pid(row, *words);
}

/* net-tools: number or name of the creator, followed by the inode. */
size_t cell_read_user(struct text_row *row, const struct text *words, size_t count)
{
    uint64_t uid;

    if (count < 2 || cell_read_inode(row, words + 1, 1) == 0)
        return 0;
    if (cell_number(words[0], UINT32_MAX, &uid)) {
        row->socket.uid = (uint32_t)uid;
        row->socket.have |= HAVE_UID;
    }
    return 2;
}

/* `-`, or `545/rpcbind`; the name may contain blanks, and the tool truncates it. */
size_t cell_read_program(struct text_row *row, const struct text *words, size_t count)
{
    struct text whole = text_span(words, count), pid;

    if (cell_is(whole, "-")) {
        row->no_pid = true;
        return count;
    }
    if (!cell_split(whole, '/', &pid, &row->command) || !take_pid(row, pid))
        return 0;
    return count;
}

/* `Code Helper (Plu:21891` */
size_t cell_read_name_pid(struct text_row *row, const struct text *words, size_t count)
{
    struct text whole = text_span(words, count);
    size_t at = whole.length;

    while (at > 0 && whole.bytes[at - 1] != ':')
        at--;
    if (at < 2 || !take_pid(row, cell_behind(whole, at)))
        return 0;
    row->command = (struct text){whole.bytes, at - 1};
    return count;
}

/* lsof writes a blank as `\x20`. */
size_t cell_read_command(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    struct text word = *words;
    size_t length = 0;

    if (cell_is(word, "?") || cell_is(word, "-"))
        return 1;
    while (word.length > 0 && length < sizeof(row->command_room)) {
        uint64_t byte = (unsigned char)word.bytes[0];
        bool escaped = word.length >= 4 && text_starts_with(word, TEXT("\\x")) &&
                       number_parse_hex((struct text){word.bytes + 2, 2}, UINT8_MAX, &byte);

        row->command_room[length++] = (char)byte;
        word = cell_behind(word, escaped ? 4 : 1);
    }
    row->command = (struct text){row->command_room, length};
    return 1;
}

size_t cell_read_command_wide(struct text_row *row, const struct text *words, size_t count)
{
    if (!cell_is(*words, "?"))
        row->command = text_span(words, count);
    return count;
}

/* FreeBSD: a long user name leaves no blank between `python2.7` and `81106`. */
size_t cell_read_joined(struct text_row *row UNUSED, const struct text *words, size_t count UNUSED)
{
    return words->length > 1 && ascii_is_digit(words->bytes[words->length - 1]);
}

size_t cell_read_login(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    uint64_t uid;

    row->has_login_uid = cell_number(*words, UINT32_MAX, &uid);
    if (row->has_login_uid)
        row->login_uid = (uint32_t)uid;
    else if (!cell_is(*words, "?") && !cell_is(*words, "-"))
        row->login = *words;
    return 1;
}

/* `3u`, `3uW`, `3`; `?` for kernel sockets. */
size_t cell_read_fd(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    struct text digits = *words;
    uint64_t fd;

    while (digits.length > 0 && !ascii_is_digit(digits.bytes[digits.length - 1]))
        digits.length--;
    if (cell_is(*words, "?") || cell_is(*words, "-"))
        return 1;
    if (!cell_number(digits, OWNER_NO_FD - 1, &fd))
        return 0;
    row->fd = (uint32_t)fd;
    return 1;
}

/* Reads the inode if it is decimal. */
size_t cell_read_device(struct text_row *row, const struct text *words, size_t count UNUSED)
{
    bool hex = text_starts_with(*words, TEXT("0x"));

    if (hex && number_parse_hex(cell_behind(*words, 2), UINT64_MAX, &row->identity))
        return 1;
    if (cell_read_inode(row, words, 1) != 0)
        row->identity = row->socket.inode;
    return 1;
}
