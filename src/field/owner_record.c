/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The processes of a recorded socket, back into the snapshot. */
#include "owner_record.h"
#include "column_group.h"
#include "column_record.h"

struct item {
    struct process process;
    uint64_t fd;
    struct text socket_context;
    struct text user;
};

static bool has_key(const struct list_type *type, size_t column, const char *key)
{
    return text_equal(text_of(type->columns[column].key), text_of(key));
}

static bool take_number(const struct value *value, uint64_t max, uint64_t *number)
{
    *number = value->number;
    return value->number <= max;
}

/* One cell; keys that are not here are passed over. False: no such value can be. */
static bool take_cell(struct item *item, const struct list_type *type, size_t column,
                      const struct value *value)
{
    struct process *process = &item->process;
    const struct {
        const char *key;
        struct text *text;
    } texts[] = {
        {"command", &process->command},     {"user", &item->user},
        {"cgroup", &process->cgroup},       {"unit", &process->unit},
        {"container", &process->container}, {"context", &process->context},
        {"path", &process->path},           {"socket_context", &item->socket_context},
    };
    uint64_t number;

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (has_key(type, column, texts[i].key)) {
            *texts[i].text = value->text;
            return true;
        }
    if (has_key(type, column, "container_runtime")) {
        process->container_runtime = value->text.bytes;
        return true;
    }
    if (has_key(type, column, "fd"))
        return take_number(value, OWNER_NO_FD - 1, &item->fd);
    if (has_key(type, column, "pid")) {
        process->pid = (uint32_t)value->number;
        return take_number(value, UINT32_MAX, &number);
    }
    if (has_key(type, column, "tid")) {
        process->tid = (uint32_t)value->number;
        return take_number(value, UINT32_MAX, &number);
    }
    if (has_key(type, column, "uid")) {
        process->uid = (uint32_t)value->number;
        process->has_uid = true;
        return take_number(value, UINT32_MAX, &number);
    }
    return true;
}

static bool same_text(struct text a, struct text b)
{
    return (a.bytes == NULL) == (b.bytes == NULL) && text_equal(a, b);
}

static bool same_process(const struct process *a, const struct process *b)
{
    return a->pid == b->pid && a->tid == b->tid && a->uid == b->uid && a->has_uid == b->has_uid &&
           same_text(a->command, b->command) && same_text(a->path, b->path) &&
           same_text(a->user, b->user) && same_text(a->context, b->context) &&
           same_text(a->cgroup, b->cgroup) && same_text(a->unit, b->unit) &&
           same_text(a->container, b->container) &&
           same_text(text_of(a->container_runtime), text_of(b->container_runtime));
}

/* Texts of a row are gone with it; those of the snapshot stay. NULL stays NULL. */
static bool keep_text(struct arena *arena, struct text *text)
{
    if (text->bytes == NULL)
        return true;
    *text = arena_copy(arena, *text);
    return text->bytes != NULL;
}

static bool add_process(struct snapshot *snapshot, struct process process)
{
    struct arena *arena = &snapshot->arena;
    struct text runtime = text_of(process.container_runtime);
    struct process *added;

    if (process.container_runtime == NULL)
        runtime.bytes = NULL;
    if (!keep_text(arena, &process.command) || !keep_text(arena, &process.path) ||
        !keep_text(arena, &process.user) || !keep_text(arena, &process.context) ||
        !keep_text(arena, &process.cgroup) || !keep_text(arena, &process.unit) ||
        !keep_text(arena, &process.container) || !keep_text(arena, &runtime))
        return false;
    process.container_runtime = runtime.bytes;
    added = owners_add_process(&snapshot->owners);
    if (added == NULL)
        return false;
    *added = process;
    return true;
}

/* The last processes met are the likeliest: a server's sockets stand together. */
#define PROCESSES_BACK ((size_t)16)

static bool find_process(struct snapshot *snapshot, const struct process *process, uint32_t *number)
{
    const struct owners *owners = &snapshot->owners;

    for (size_t back = 1; back <= PROCESSES_BACK && back <= owners->process_count; back++)
        if (same_process(&owners->processes[owners->process_count - back], process)) {
            *number = (uint32_t)(owners->process_count - back);
            return true;
        }
    if (!add_process(snapshot, *process))
        return false;
    *number = (uint32_t)(owners->process_count - 1);
    return true;
}

static bool find_context(struct snapshot *snapshot, struct text context, uint32_t *number)
{
    *number = 0;
    if (context.bytes == NULL)
        return true;
    *number = owners_context(&snapshot->owners, &snapshot->arena, context);
    return *number != 0;
}

static enum column_set add_item(const struct column_record *record, const struct item *item,
                                uint32_t more)
{
    struct owner owner = {.fd = (uint32_t)item->fd, .more = more};

    if (!find_process(record->snapshot, &item->process, &owner.process) ||
        !find_context(record->snapshot, item->socket_context, &owner.context) ||
        !owners_add(&record->snapshot->owners, &owner))
        return COLUMN_SET_NO_MEMORY;
    if (item->user.bytes != NULL && item->process.has_uid &&
        !record->user(record->context, item->process.uid, item->user))
        return COLUMN_SET_NO_MEMORY;
    return COLUMN_SET;
}

enum column_set owner_set_processes(const struct column_record *record, struct socket *socket,
                                    const struct value *value)
{
    const struct list *list = &value->list;
    bool found = value->presence == VALUE_KNOWN && list->count > 0;

    if (found != (socket->owner_status == OWNER_FOUND) || (found && list->count > UINT32_MAX))
        return COLUMN_SET_WRONG;
    if (!found)
        return COLUMN_SET;
    socket->owner = (uint32_t)record->snapshot->owners.count;
    for (size_t i = 0; i < list->count; i++) {
        struct item item = {.fd = OWNER_NO_FD};
        enum column_set result;

        for (size_t column = 0; column < list->type->column_count; column++) {
            struct value cell;

            list->cell(list, i, column, &cell);
            if (cell.presence == VALUE_KNOWN && !take_cell(&item, list->type, column, &cell))
                return COLUMN_SET_WRONG;
        }
        if (!item.process.has_uid)
            item.process.user = item.user; /* a system whose users are no numbers */
        result = add_item(record, &item, (uint32_t)(list->count - 1 - i));
        if (result != COLUMN_SET)
            return result;
    }
    return COLUMN_SET;
}
