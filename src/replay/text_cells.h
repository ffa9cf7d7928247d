/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Declarations shared by the files that read cells. */
#ifndef LSOCK_TEXT_CELLS_H
#define LSOCK_TEXT_CELLS_H

#include "number.h"
#include "text_layout.h"

/* Whether the word is at the end of a truncated line, so that its last digits may be missing. */
static inline bool cell_is_cut(const struct text_row *row, struct text word)
{
    return row->in.end.length > 0 &&
           word.bytes + word.length == row->in.end.bytes + row->in.end.length;
}

static inline struct text cell_behind(struct text word, size_t skip)
{
    return (struct text){word.bytes + skip, word.length - skip};
}

static inline bool cell_is(struct text word, const char *other)
{
    return text_equal(word, text_of(other));
}

static inline bool cell_number(struct text word, uint64_t max, uint64_t *number)
{
    return word.length > 0 && number_parse(word, max, number);
}

/* Splits at the first `byte`; false if there is none. */
bool cell_split(struct text word, char byte, struct text *left, struct text *right);

/* text_cells.c */
cell_reader cell_read_state, cell_read_inode;

/* text_process_cells.c */
cell_reader cell_read_user, cell_read_pid, cell_read_program, cell_read_name_pid;
cell_reader cell_read_command, cell_read_command_wide, cell_read_joined, cell_read_login;
cell_reader cell_read_fd, cell_read_device;

/* text_details.c */
cell_reader cell_read_details;

/* text_family_cells.c */
cell_reader cell_read_kind, cell_read_type, cell_read_kind_state, cell_read_flags;
cell_reader cell_read_unix_program, cell_read_path, cell_read_sockstat_path;
cell_reader cell_read_name_inode, cell_read_peer_inode, cell_read_kind_ends;

#endif
