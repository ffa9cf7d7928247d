/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "known_lines.h"

#include "hash.h"

static uint64_t hash_of_line(struct text line)
{
    struct hash hash = hash_start;

    hash_add_text(&hash, line);
    return hash_end(hash);
}

bool known_lines_set(struct known_lines *known, struct text lines)
{
    known_lines_free(known);
    if (!map_reserve(&known->hashes, text_count(lines, '\n') + 1))
        return false;
    while (lines.length > 0)
        map_enter(&known->hashes, hash_of_line(text_take_until(&lines, '\n')), 0);
    return true;
}

void known_lines_free(struct known_lines *known)
{
    map_free(&known->hashes);
}

bool known_lines_lack(const struct known_lines *known, struct text line)
{
    uint32_t value;

    return known->hashes.count > 0 && !map_find(&known->hashes, hash_of_line(line), &value);
}
