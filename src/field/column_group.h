/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that define columns share: a group of columns, and the tools of getters. */
#ifndef LSOCK_COLUMN_GROUP_H
#define LSOCK_COLUMN_GROUP_H

#include "column.h"

struct column_group {
    const struct column *columns;
    size_t count;
    enum detail_group group;
};

extern const struct column_group core_columns;
extern const struct column_group owner_columns;
extern const struct column_group netns_columns;
extern const struct column_group cgroup_columns;
extern const struct column_group age_columns;
extern const struct column_group family_columns;
extern const struct column_group explain_columns;
extern const struct column_group extended_columns;
extern const struct column_group timer_columns;
extern const struct column_group memory_columns;
extern const struct column_group tcp_info_columns;
extern const struct column_group congestion_columns;
extern const struct column_group ulp_columns;
extern const struct column_group traffic_columns;
extern const struct column_group option_columns;
extern const struct column_group event_columns;
extern const struct column_group bpf_columns;

/* The owners among the core columns, whose place was fixed before all others. */
extern const struct list_type process_list;
void process_status_get(const struct column_context *context, const struct socket *socket,
                        struct value *value);
void processes_get(const struct column_context *context, const struct socket *socket,
                   struct value *value);

/* Defines the getter of a column; it has `context`, `socket` and `value`. */
#define GETTER(name)                                                    \
    static void get_##name(const struct column_context *context UNUSED, \
                           const struct socket *socket UNUSED, struct value *value)

static inline void value_absent(struct value *value)
{
    value->presence = VALUE_ABSENT;
}

static inline void value_unknown(struct value *value)
{
    value->presence = VALUE_UNKNOWN;
    value->role = ROLE_DIM;
}

/* A word of a closed list; NULL: the system did not say. */
static inline void value_word(struct value *value, const char *word)
{
    if (word == NULL)
        value_unknown(value);
    else
        value->text = text_of(word);
}

#endif
