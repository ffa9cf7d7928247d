/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of a socket's owners. With several owners a column shows the first; the filter tests all.
 * `process_status` and `processes` are core columns: their rows are in core_columns.c. */
#include "column_group.h"
#include "peers.h"

static const struct owners *owners_of(const struct column_context *context)
{
    return &context->snapshot->owners;
}

COLUMN_GETTER(process_status_get)
{
    enum owner_status status = owner_status(owners_of(context), socket);

    if (status == OWNER_PENDING)
        value->presence = VALUE_PENDING;
    else
        column_show(column, status, value);
}

COLUMN_SETTER(process_status_set)
{
    socket->owner_status = OWNER_UNKNOWN;
    return value->presence == VALUE_KNOWN ? column_store(column, socket, value) : COLUMN_SET;
}

/* The items of `processes`. */
enum item {
    ITEM_PID,
    ITEM_TID,
    ITEM_FD,
    ITEM_COMMAND,
    ITEM_UID,
    ITEM_USER,
    ITEM_CGROUP,
    ITEM_UNIT,
    ITEM_CONTAINER,
    ITEM_CONTAINER_RUNTIME,
    ITEM_CONTEXT,
    ITEM_SOCKET_CONTEXT,
    ITEM_PATH,
    ITEM_COMMAND_LINE,
    ITEM_OPEN_FILES,
    ITEM_OPEN_FILES_LIMIT,
    ITEM_COUNT
};

#define ITEM_AT(member) .at = offsetof(struct process, member)

static const struct list_column item_columns[] = {
    [ITEM_PID] = {"pid", VALUE_NUMBER, "process id"},
    [ITEM_TID] = {"tid", VALUE_NUMBER, "thread id; with --threads"},
    [ITEM_FD] = {"fd", VALUE_NUMBER, "file descriptor in that process"},
    [ITEM_COMMAND] = {"command", VALUE_TEXT, "name of the process", ITEM_AT(command)},
    [ITEM_UID] = {"uid", VALUE_NUMBER, "effective user id of the process"},
    [ITEM_USER] = {"user", VALUE_TEXT, "name of that user", ITEM_AT(user)},
    [ITEM_CGROUP] = {"cgroup", VALUE_TEXT, "control group of the process", ITEM_AT(cgroup),
                     .part = PROCESS_CGROUP},
    [ITEM_UNIT] = {"unit", VALUE_TEXT, "systemd unit or Windows services that it runs",
                   ITEM_AT(unit), .part = PROCESS_CGROUP},
    [ITEM_CONTAINER] = {"container", VALUE_TEXT, "container: its name, or 12 digits of its id",
                        ITEM_AT(container), .part = PROCESS_CGROUP},
    [ITEM_CONTAINER_RUNTIME] = {"container_runtime", VALUE_TEXT, "docker, podman, lxc, …",
                                ITEM_AT(container_runtime), .part = PROCESS_CGROUP},
    [ITEM_CONTEXT] = {"context", VALUE_TEXT, "security context of the process; with --context",
                      ITEM_AT(context), .part = PROCESS_CONTEXT},
    [ITEM_SOCKET_CONTEXT] = {"socket_context", VALUE_TEXT,
                             "security context of the socket; with --contexts"},
    [ITEM_PATH] = {"path", VALUE_TEXT, "path of its program", ITEM_AT(path), .part = PROCESS_PATH},
    [ITEM_COMMAND_LINE] = {"command_line", VALUE_TEXT,
                           "its arguments; only if --columns names process_command_line",
                           ITEM_AT(command_line), .part = PROCESS_COMMAND_LINE},
    [ITEM_OPEN_FILES] = {"open_files", VALUE_NUMBER, "number of its open files; only with doctor",
                         ITEM_AT(descriptors)},
    [ITEM_OPEN_FILES_LIMIT] = {"open_files_limit", VALUE_NUMBER,
                               "limit of its open files; only with doctor",
                               ITEM_AT(descriptor_limit)},
};

const struct list_type process_list = {
    .columns = item_columns,
    .column_count = COUNT_OF(item_columns),
    .name = ITEM_COMMAND,
    .number = ITEM_PID,
};

/* The text of an item in struct process; NULL: not a text there. */
static struct text *process_text(struct process *process, enum item item)
{
    size_t at = item_columns[item].at;

    return at == 0 || item_columns[item].type != VALUE_TEXT
               ? NULL
               : (struct text *)(void *)((char *)process + at);
}

/* The 64-bit number of an item; 0: unknown. NULL if the item is no number. */
static uint64_t *item_quantity(struct process *process, enum item item)
{
    size_t at = item_columns[item].at;

    return at == 0 || item_columns[item].type != VALUE_NUMBER
               ? NULL
               : (uint64_t *)(void *)((char *)process + at);
}

/* The other items, except the socket's context, are numbers. */
static uint32_t *item_number(struct process *process, struct owner *owner, enum item item)
{
    return item == ITEM_PID   ? &process->pid
           : item == ITEM_TID ? &process->tid
           : item == ITEM_UID ? &process->uid
                              : &owner->fd;
}

static void get_number(struct process process, struct owner owner, enum item item,
                       struct value *value)
{
    const uint64_t *quantity = item_quantity(&process, item);

    value->number = quantity != NULL ? *quantity : *item_number(&process, &owner, item);
    if (quantity != NULL && *quantity == 0)
        value_absent(value);
    else if (item == ITEM_TID && process.tid == 0)
        value_absent(value);
    else if ((item == ITEM_UID && !process.has_uid) || (item == ITEM_FD && owner.fd == OWNER_NO_FD))
        value_unknown(value);
}

static bool could_not_be_read(const struct process *process, enum item item)
{
    /* a process without a name ended during the look-up */
    return item == ITEM_COMMAND ? process->command.bytes == NULL
                                : (process->unknown & item_columns[item].part) != 0;
}

/* A text that was not requested is absent, like one that the process does not have. */
static void get_item(const struct column_context *context, const struct owner *owner,
                     enum item item, struct value *value)
{
    const struct owners *owners = owners_of(context);
    const struct names *names = context->names;
    struct process *process = &owners->processes[owner->process];

    if (item_columns[item].type == VALUE_NUMBER) {
        get_number(*process, *owner, item, value);
        return;
    }
    if (item != ITEM_SOCKET_CONTEXT)
        value->text = *process_text(process, item);
    else
        value->text = owner->context == 0 ? text_of(NULL) : owners->contexts[owner->context - 1];
    if (item == ITEM_USER && value->text.length == 0 && process->has_uid && names != NULL &&
        names->user != NULL)
        value->text = names->user(names->context, process->uid);
    if (could_not_be_read(process, item) || (item == ITEM_USER && value->text.length == 0))
        value_unknown(value);
    else if (value->text.bytes == NULL)
        value_absent(value);
}

static void item_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    const struct owner *owners = list->items;

    const struct column_context *context = list->context;

    *out = (struct value){.presence = VALUE_KNOWN, .type = list->type->columns[column].type};
    if (column == ITEM_COMMAND_LINE && !context->command_lines)
        value_absent(out);
    else
        get_item(context, &owners[item], (enum item)column, out);
}

/* Whether there are owners to show; if not, sets the value's presence. */
static bool has_owners(const struct column_context *context, const struct socket *socket,
                       struct value *value)
{
    switch (owner_status(owners_of(context), socket)) {
    case OWNER_FOUND:
        return true;
    case OWNER_PENDING:
        value->presence = VALUE_PENDING;
        return false;
    case OWNER_NONE:
    case OWNER_NOT_FOUND:
        value_absent(value);
        return false;
    default:
        value_unknown(value);
        return false;
    }
}

COLUMN_GETTER(processes_get)
{
    const struct owner *first = owner_first(owners_of(context), socket);

    value->list = (struct list){
        .type = &process_list,
        .items = first,
        .context = context,
        .count = first == NULL ? 0 : (size_t)first->more + 1,
        .whole = context->every_owner,
        .partial = owners_of(context)->partial,
        .cell = item_cell,
    };
    if (has_owners(context, socket, value) || value->presence != VALUE_ABSENT)
        return;
    /* known to have no owner */
    value->presence = VALUE_KNOWN;
    value->role = ROLE_DIM;
    value->list.otherwise = text_of(owner_none_titles[owner_none(socket)]);
}

/* Gets an item of the owner that the context selects. */
GETTER(item_of)
{
    enum item item = (enum item)column->place.at;
    const struct owners *owners = owners_of(context);
    const struct owner *first;

    if (!has_owners(context, socket, value))
        return;
    first = owner_first(owners, socket);
    value->more = context->item < (size_t)first->more + owners->partial;
    if (context->item <= first->more)
        get_item(context, first + context->item, item, value);
    /* Every process has these two; if they are missing, the recording left them out. */
    if (context->item > first->more ||
        (value->presence == VALUE_ABSENT && (item == ITEM_PATH || item == ITEM_COMMAND_LINE)))
        value_unknown(value);
}

/* The kernel reports inode 0 for a peer that no program has accepted yet. */
static bool has_held_peer(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    return (socket->have & HAVE_REMOTE) != 0 && socket_is_connected(socket) && ends != NULL &&
           !((ends->have & ENDS_PEER_INODE) != 0 && ends->peer_inode == 0);
}

/* For unix sockets, whose peers' inodes the owner look-up has included. */
static void set_unix_peer(const struct column_context *context, const struct socket *socket,
                          struct value *value)
{
    const struct owners *owners = owners_of(context);
    const struct owner *first = unix_peer_first(owners, unix_peer_inode(socket));

    value->list.items = first;
    value->list.count = first == NULL ? 0 : (size_t)first->more + 1;
    value->list.whole = context->every_owner;
    value->list.partial = owners->partial;
    if (!has_held_peer(socket))
        value_absent(value);
    else if (owner_status(owners, socket) == OWNER_PENDING)
        value->presence = VALUE_PENDING;
    else if (first == NULL)
        value_unknown(value);
}

/* Requires the peers; their owners are collected later. */
GETTER(peer_process)
{
    const struct socket *peer = peers_find(context->snapshot, socket);

    value->list = (struct list){.type = &process_list, .context = context, .cell = item_cell};
    if (socket->family == FAMILY_UNIX)
        set_unix_peer(context, socket, value);
    else if (context->snapshot->peers.room == 0)
        value->presence = VALUE_PENDING;
    else if (!peers_may_have(socket))
        value_absent(value);
    else if (peer == NULL)
        value_unknown(value);
    else
        processes_get(column, context, peer, value);
}

GETTER(process_none)
{
    if (owner_status(owners_of(context), socket) == OWNER_NONE)
        column_show(column, owner_none(socket), value);
    else
        value_absent(value);
}

/* The reason is derived from other values: restores those so that it is derived again. */
SETTER(process_none)
{
    if (text_equal(value->text, TEXT("time_wait")) || text_equal(value->text, TEXT("syn_received")))
        socket->flags |= SOCKET_MINI;
    else if (text_equal(value->text, TEXT("orphan")) && target->dialect == DIALECT_WINDOWS)
        socket->have |= HAVE_PID; /* no pid: 0 */
    else if (text_equal(value->text, TEXT("orphan")) && (socket->have & HAVE_INODE) == 0)
        socket->flags |= SOCKET_MINI;
    else if (text_equal(value->text, TEXT("orphan")))
        socket->flags |= SOCKET_SHUT_SEND;
    else if (!text_equal(value->text, TEXT("accept_queue")))
        return COLUMN_SET_WRONG;
    if ((socket->flags & SOCKET_MINI) == 0 && (socket->have & HAVE_PID) == 0)
        socket->have |= HAVE_SHUTDOWN;
    return COLUMN_SET;
}

GETTER(process_count)
{
    const struct owner *first = owner_first(owners_of(context), socket);

    value->number = first == NULL ? 0 : (uint64_t)first->more + 1;
    if (!has_owners(context, socket, value)) {
        if (value->presence == VALUE_ABSENT)
            value->presence = VALUE_KNOWN;
    } else if (owners_of(context)->partial) {
        value_unknown(value);
    }
}

/* Restores one cell of a recorded process. False: no process can have this value. */
static bool take_cell(struct process *process, struct owner *owner, struct text *socket_context,
                      enum item item, const struct value *value)
{
    if (item == ITEM_SOCKET_CONTEXT) {
        *socket_context = value->text;
        return true;
    }
    if (item_columns[item].type == VALUE_TEXT) {
        *process_text(process, item) = value->text;
        return true;
    }
    if (item_quantity(process, item) != NULL) {
        *item_quantity(process, item) = value->number;
        return true;
    }
    *item_number(process, owner, item) = (uint32_t)value->number;
    process->has_uid |= item == ITEM_UID;
    return value->number < OWNER_NO_FD + (uint64_t)(item != ITEM_FD);
}

static bool same_process(struct process *a, struct process *b)
{
    for (unsigned item = 0; item < ITEM_COUNT; item++) {
        const struct text *x = process_text(a, (enum item)item);
        const struct text *y = process_text(b, (enum item)item);

        if (x != NULL && ((x->bytes == NULL) != (y->bytes == NULL) || !text_equal(*x, *y)))
            return false;
    }
    return a->pid == b->pid && a->tid == b->tid && a->uid == b->uid && a->has_uid == b->has_uid &&
           a->unknown == b->unknown && a->descriptors == b->descriptors &&
           a->descriptor_limit == b->descriptor_limit;
}

/* Copies texts into the snapshot, because those of a row are temporary. NULL stays NULL. */
static bool add_process(struct snapshot *snapshot, struct process process)
{
    struct process *added;

    for (unsigned item = 0; item < ITEM_COUNT; item++) {
        struct text *text = process_text(&process, (enum item)item);

        if (text == NULL || text->bytes == NULL)
            continue;
        *text = arena_copy(&snapshot->arena, *text);
        if (text->bytes == NULL)
            return false;
    }
    added = owners_add_process(&snapshot->owners);
    if (added != NULL)
        *added = process;
    return added != NULL;
}

/* Compares only the most recent processes, because a server's sockets are adjacent. */
#define PROCESSES_BACK ((size_t)16)

static bool find_process(struct snapshot *snapshot, struct process *process, uint32_t *number)
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

static enum column_set add_owner(const struct column_target *target, struct process *process,
                                 struct owner *owner, struct text socket_context)
{
    struct owners *owners = &target->snapshot->owners;
    struct text user = process->user;

    if (socket_context.bytes != NULL) {
        owner->context = owners_context(owners, &target->snapshot->arena, socket_context);
        if (owner->context == 0)
            return COLUMN_SET_NO_MEMORY;
    }
    if (process->has_uid) /* otherwise a system whose users are not numbers */
        process->user = text_of(NULL);
    return find_process(target->snapshot, process, &owner->process) && owners_add(owners, owner) &&
                   (user.bytes == NULL || !process->has_uid ||
                    target->user(target->context, process->uid, user))
               ? COLUMN_SET
               : COLUMN_SET_NO_MEMORY;
}

/* Comes after that of `process_status`. */
COLUMN_SETTER(processes_set)
{
    const struct list *list = &value->list;
    bool found = value->presence == VALUE_KNOWN && list->count > 0;
    enum column_set result = COLUMN_SET;

    if (found != (socket->owner_status == OWNER_FOUND) || (found && list->count > UINT32_MAX))
        return COLUMN_SET_WRONG;
    socket->owner = found ? (uint32_t)target->snapshot->owners.count : 0;
    for (size_t i = 0; found && i < list->count && result == COLUMN_SET; i++) {
        struct owner owner = {.fd = OWNER_NO_FD, .more = (uint32_t)(list->count - 1 - i)};
        struct process process = {.pid = 0};
        struct text socket_context = {NULL, 0};

        for (unsigned item = 0; item < ITEM_COUNT; item++) {
            struct value cell;

            list->cell(list, i, item, &cell);
            if (cell.presence == VALUE_UNKNOWN)
                process.unknown |= (uint8_t)item_columns[item].part;
            if (cell.presence == VALUE_KNOWN &&
                !take_cell(&process, &owner, &socket_context, (enum item)item, &cell))
                return COLUMN_SET_WRONG;
        }
        result = add_owner(target, &process, &owner, socket_context);
    }
    return result;
}

#define ITEM(item, TYPE, NEED) \
    .type = TYPE, .need = NEED_OWNERS | (NEED), .get = get_item_of, .place = {.at = item}

/* clang-format off */
static const struct column columns[] = {
    {"process", "COMMAND", "name of a process that holds the socket", ITEM(ITEM_COMMAND, VALUE_TEXT, 0), .within = "processes"},
    {"pid", "PID", "id of a process that holds the socket", ITEM(ITEM_PID, VALUE_NUMBER, 0), .within = "processes"},
    {"tid", "TID", "id of the thread, with --threads", ITEM(ITEM_TID, VALUE_NUMBER, 0)},
    {"fd", "FD", "file descriptor of the socket in that process", ITEM(ITEM_FD, VALUE_NUMBER, 0)},
    {"process_uid", "PROCESS-UID", "effective user id of that process", ITEM(ITEM_UID, VALUE_NUMBER, 0)},
    {"process_user", "PROCESS-USER", "name of that user", ITEM(ITEM_USER, VALUE_TEXT, NEED_OWNER_PATHS)},
    {"process_count", "PROCESSES", "number of file descriptors that refer to the socket",
     .type = VALUE_NUMBER, .flags = COLUMN_DERIVED, .need = NEED_OWNERS, .get = get_process_count},
    {"peer_process", "PEER-PROCESS", "processes at the other end, for unix sockets and TCP within this machine",
     .type = VALUE_LIST, .flags = COLUMN_DERIVED, .need = NEED_OWNERS | NEED_PEERS, .get = get_peer_process,
     .list = &process_list},
    {"process_none", "WHY-NONE", "reason if process_status is none: time_wait, syn_received, orphan, accept_queue",
     .type = VALUE_TEXT, .flags = COLUMN_JSON, .need = NEED_OWNERS, .get = get_process_none, .set = set_process_none,
     .place = {WORDS_IN(owner_none_names)}},
    {"process_cgroup", "PROCESS-CGROUP", "control group of a process that holds the socket",
     ITEM(ITEM_CGROUP, VALUE_TEXT, NEED_OWNER_CGROUPS)},
    {"unit", "UNIT", "systemd unit, or Windows services, of a process that holds the socket",
     ITEM(ITEM_UNIT, VALUE_TEXT, NEED_OWNER_CGROUPS)},
    {"container", "CONTAINER", "its container: the name, or 12 digits of the id",
     ITEM(ITEM_CONTAINER, VALUE_TEXT, NEED_OWNER_CGROUPS)},
    {"container_runtime", "RUNTIME", "docker, podman, containerd, cri-o, kubernetes, lxc, nspawn, …",
     ITEM(ITEM_CONTAINER_RUNTIME, VALUE_TEXT, NEED_OWNER_CGROUPS)},
    {"context", "CONTEXT", "security context of a process that holds the socket",
     ITEM(ITEM_CONTEXT, VALUE_TEXT, NEED_OWNER_CONTEXTS)},
    {"socket_context", "SOCKET-CONTEXT", "security context of the socket itself",
     ITEM(ITEM_SOCKET_CONTEXT, VALUE_TEXT, NEED_SOCKET_CONTEXTS)},
    {"process_path", "PATH", "path of its program; ends in (deleted) if the file was deleted or replaced",
     ITEM(ITEM_PATH, VALUE_TEXT, NEED_OWNER_PATHS)},
    {"process_command_line", "COMMAND-LINE", "arguments of its program, quoted as for a shell; may contain secrets",
     ITEM(ITEM_COMMAND_LINE, VALUE_TEXT, NEED_COMMAND_LINES)},
};
/* clang-format on */

const struct column_group owner_columns = {columns, COUNT_OF(columns)};
