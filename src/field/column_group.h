/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Declarations shared by the files that define columns. */
#ifndef LSOCK_COLUMN_GROUP_H
#define LSOCK_COLUMN_GROUP_H

#include "column_restore.h"

struct column_group {
    const struct column *columns;
    size_t count;
};

extern const struct column_group core_columns, owner_columns, origin_columns, annotation_columns,
    extended_columns, timer_columns, memory_columns, tcp_info_columns, congestion_columns,
    ulp_columns, option_columns, family_columns, event_columns, bpf_columns, rate_columns;

/* The place of a struct member. */
#define AT(type, member) .at = offsetof(type, member), .size = sizeof(((type *)0)->member)

/* The words of a VALUE_TEXT, by number. */
#define WORDS(...)                               \
    .words = (const char *const[]){__VA_ARGS__}, \
    .word_count = COUNT_OF(((const char *const[]){__VA_ARGS__}))

#define WORDS_IN(array) .words = array, .word_count = COUNT_OF(array)

/* A column in a group of details, collected with the group. */
#define OF_GROUP(GROUP) .group = GROUP, .need = NEED_DETAILS(GROUP)

/* Define a getter or setter; GETTER and SETTER name it after a column of the same file. */
#define COLUMN_GETTER(name)                                                                    \
    void name(const struct column *column UNUSED, const struct column_context *context UNUSED, \
              const struct socket *socket UNUSED, struct value *value)
#define COLUMN_SETTER(name)                                                                       \
    enum column_set name(const struct column *column UNUSED,                                      \
                         const struct column_target *target UNUSED, struct socket *socket UNUSED, \
                         const struct value *value)
#define GETTER(name) static COLUMN_GETTER(get_##name)
#define SETTER(name) static COLUMN_SETTER(set_##name)

/* Sets `number` in the column's type: unchanged, as a bool, or as a word of `place`. */
void column_show(const struct column *column, uint64_t number, struct value *value);

/* As column_show, for the number at `place`, an offset in `from`. */
void column_load(const struct column *column, const void *from, struct value *value);

/* The reverse of both. */
enum column_set column_take(const struct column *column, const struct value *value,
                            uint64_t *number);
enum column_set column_store(const struct column *column, void *to, const struct value *value);

static inline void value_absent(struct value *value)
{
    value->presence = VALUE_ABSENT;
}

static inline void value_unknown(struct value *value)
{
    value->presence = VALUE_UNKNOWN;
    value->role = ROLE_DIM;
}

/* Sets a word of a closed list; NULL: unknown. */
static inline void value_word(struct value *value, const char *word)
{
    if (word == NULL)
        value_unknown(value);
    else
        value->text = text_of(word);
}

static inline enum column_set set_if(bool good)
{
    return good ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* Sets the value absent for a small kernel record, which has no such detail, and unknown for a full
 * socket. */
static inline void detail_missing(const struct socket *socket, struct value *value)
{
    if ((socket->flags & SOCKET_MINI) != 0)
        value_absent(value);
    else
        value_unknown(value);
}

/* As detail_missing; absent also for protocols other than TCP and for sockets without a connection.
 */
static inline void tcp_detail_missing(const struct socket *socket, struct value *value)
{
    if (socket->protocol != PROTOCOL_TCP || socket->state == STATE_CLOSED)
        value_absent(value);
    else
        detail_missing(socket, value);
}

/* Loads a number from the head of the details; false if the `have` bits of `place` say that it is
 * unknown. */
bool detail_load(const struct column *column, const struct socket *socket, struct value *value);
column_setter detail_store;

/* A zero-terminated name in an array. */
struct text detail_name(const char name[DETAIL_NAME_SIZE]);
enum column_set detail_set_name(char name[DETAIL_NAME_SIZE], struct text text);

/* Gets the number in struct socket at `place`; unknown if the `have` bits of `place` are not set.
 */
column_getter number_get;
column_setter number_set;
uint64_t place_rank(const struct column *column, const struct socket *socket);

/* Getters and setters of core columns that are in separate files. */
column_getter address_get, port_get, endpoint_get, end_text_get, process_status_get, processes_get;
column_setter address_set, port_set, end_text_set, process_status_set, processes_set;
extern const struct list_type process_list;

#endif
