/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns of a socket's owners. Of several owners a column shows the first; the filter sees
 * all. `process_status` and `processes` are core columns and are in that table; their getters are
 * here.
 */
#include "column_group.h"
#include "unix_peer.h"

static const struct owners *owners_of(const struct column_context *context)
{
    return &context->snapshot->owners;
}

void process_status_get(const struct column_context *context, const struct socket *socket,
                        struct value *value)
{
    enum owner_status status = owner_status(owners_of(context), socket);

    if (status == OWNER_PENDING)
        value->presence = VALUE_PENDING;
    else
        value_word(value, owner_status_name(status));
}

/* The items of `processes`. */
enum item_column {
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
};

static const struct list_column item_columns[] = {
    [ITEM_PID] = {"pid", VALUE_NUMBER, "process id"},
    [ITEM_TID] = {"tid", VALUE_NUMBER, "thread id; with --threads"},
    [ITEM_FD] = {"fd", VALUE_NUMBER, "file descriptor in that process"},
    [ITEM_COMMAND] = {"command", VALUE_TEXT, "name of the process"},
    [ITEM_UID] = {"uid", VALUE_NUMBER, "effective user id of the process"},
    [ITEM_USER] = {"user", VALUE_TEXT, "name of that user"},
    [ITEM_CGROUP] = {"cgroup", VALUE_TEXT, "control group of the process"},
    [ITEM_UNIT] = {"unit", VALUE_TEXT, "systemd unit or Windows services that it runs"},
    [ITEM_CONTAINER] = {"container", VALUE_TEXT, "container: its name, or 12 digits of its id"},
    [ITEM_CONTAINER_RUNTIME] = {"container_runtime", VALUE_TEXT, "docker, podman, lxc, …"},
    [ITEM_CONTEXT] = {"context", VALUE_TEXT, "security context of the process; with --context"},
    [ITEM_SOCKET_CONTEXT] = {"socket_context", VALUE_TEXT,
                             "security context of the socket; with --contexts"},
    [ITEM_PATH] = {"path", VALUE_TEXT, "path of its program; Windows only"},
};

const struct list_type process_list = {
    .columns = item_columns,
    .column_count = COUNT_OF(item_columns),
    .name = ITEM_COMMAND,
    .number = ITEM_PID,
};

static void set_number(struct value *value, uint64_t number, bool known)
{
    value->number = number;
    if (!known)
        value_unknown(value);
}

/* A text that was not asked for is absent, like one that the process does not have. */
static void set_text(struct value *value, struct text text, bool unknown)
{
    value->text = text;
    if (unknown)
        value_unknown(value);
    else if (text.bytes == NULL)
        value_absent(value);
}

static void set_user(struct value *value, const struct process *process, const struct names *names)
{
    value->text = process->user;
    if (process->user.length > 0)
        return;
    value->text = !process->has_uid || names == NULL || names->user == NULL
                      ? TEXT("")
                      : names->user(names->context, process->uid);
    if (value->text.length == 0)
        value_unknown(value);
}

static void set_item(const struct column_context *context, const struct owner *owner,
                     enum item_column column, struct value *value)
{
    const struct owners *owners = owners_of(context);
    const struct process *process = &owners->processes[owner->process];

    switch (column) {
    case ITEM_PID:
        set_number(value, process->pid, true);
        break;
    case ITEM_TID:
        value->number = process->tid;
        if (process->tid == 0)
            value_absent(value);
        break;
    case ITEM_FD:
        set_number(value, owner->fd, owner->fd != OWNER_NO_FD);
        break;
    case ITEM_COMMAND:
        value->text = process->command;
        if (process->command.bytes == NULL) /* it went away while it was looked at */
            value_unknown(value);
        break;
    case ITEM_UID:
        set_number(value, process->uid, process->has_uid);
        break;
    case ITEM_USER:
        set_user(value, process, context->names);
        break;
    case ITEM_CGROUP:
        set_text(value, process->cgroup, process->cgroup_unknown);
        break;
    case ITEM_UNIT:
        set_text(value, process->unit, process->cgroup_unknown);
        break;
    case ITEM_CONTAINER:
        set_text(value, process->container, process->cgroup_unknown);
        break;
    case ITEM_CONTAINER_RUNTIME:
        set_text(value, text_of(process->container_runtime), process->cgroup_unknown);
        break;
    case ITEM_CONTEXT:
        set_text(value, process->context, process->context_unknown);
        break;
    case ITEM_SOCKET_CONTEXT:
        set_text(value, owner->context == 0 ? (struct text){NULL, 0}
                                            : owners->contexts[owner->context - 1],
                 false);
        break;
    case ITEM_PATH:
        set_text(value, process->path, false);
        break;
    }
}

static void item_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    const struct owner *owners = list->items;

    *out = (struct value){.presence = VALUE_KNOWN, .type = list->type->columns[column].type};
    set_item(list->context, &owners[item], (enum item_column)column, out);
}

/* What stands in a table in the place of an owner: why there is none. */
static struct text otherwise(const struct socket *socket)
{
    static const char *const words[OWNER_NONE_COUNT] = {
        [OWNER_NONE_UNSAID] = "(not found)",          [OWNER_NONE_TIME_WAIT] = "(time-wait)",
        [OWNER_NONE_SYN_RECEIVED] = "(handshake)",    [OWNER_NONE_ORPHAN] = "(orphan)",
        [OWNER_NONE_ACCEPT_QUEUE] = "(accept queue)",
    };

    return text_of(words[owner_none(socket)]);
}

/* Whether there are values to show; if not, says why. */
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

void processes_get(const struct column_context *context, const struct socket *socket,
                   struct value *value)
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
    /* It is known that there is nobody. */
    value->presence = VALUE_KNOWN;
    value->role = ROLE_DIM;
    value->list.otherwise = otherwise(socket);
}

static void get_item(const struct column_context *context, const struct socket *socket,
                     enum item_column column, struct value *value)
{
    const struct owners *owners = owners_of(context);
    const struct owner *first;

    if (!has_owners(context, socket, value))
        return;
    first = owner_first(owners, socket);
    value->more = context->item < (size_t)first->more + owners->partial;
    if (context->item <= first->more)
        set_item(context, first + context->item, column, value);
    else
        value_unknown(value);
}

/* The kernel says 0 for a peer that no program has accepted yet. */
static bool has_held_peer(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    return (socket->have & HAVE_REMOTE) != 0 && socket_is_connected(socket) && ends != NULL &&
           !((ends->have & ENDS_PEER_INODE) != 0 && ends->peer_inode == 0);
}

/* Of unix sockets, whose inodes the look for owners has sought. */
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

/* Once the other ends were looked for; owners come later still. */
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
        processes_get(context, peer, value);
}

GETTER(process)
{
    get_item(context, socket, ITEM_COMMAND, value);
}

GETTER(pid)
{
    get_item(context, socket, ITEM_PID, value);
}

GETTER(tid)
{
    get_item(context, socket, ITEM_TID, value);
}

GETTER(fd)
{
    get_item(context, socket, ITEM_FD, value);
}

GETTER(process_uid)
{
    get_item(context, socket, ITEM_UID, value);
}

GETTER(process_user)
{
    get_item(context, socket, ITEM_USER, value);
}

GETTER(process_cgroup)
{
    get_item(context, socket, ITEM_CGROUP, value);
}

GETTER(unit)
{
    get_item(context, socket, ITEM_UNIT, value);
}

GETTER(container)
{
    get_item(context, socket, ITEM_CONTAINER, value);
}

GETTER(container_runtime)
{
    get_item(context, socket, ITEM_CONTAINER_RUNTIME, value);
}

GETTER(context)
{
    get_item(context, socket, ITEM_CONTEXT, value);
}

GETTER(socket_context)
{
    get_item(context, socket, ITEM_SOCKET_CONTEXT, value);
}

GETTER(process_path)
{
    get_item(context, socket, ITEM_PATH, value);
}

GETTER(process_none)
{
    if (owner_status(owners_of(context), socket) == OWNER_NONE)
        value->text = text_of(owner_none_name(owner_none(socket)));
    else
        value_absent(value);
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

/* clang-format off */
static const struct column columns[] = {
    {"process", "COMMAND", "name of a process that holds the socket",
     VALUE_TEXT, 0, get_process, NULL, NULL, NEED_OWNERS},
    {"pid", "PID", "id of a process that holds the socket",
     VALUE_NUMBER, COLUMN_RIGHT, get_pid, NULL, NULL, NEED_OWNERS},
    {"tid", "TID", "id of the thread, with --threads",
     VALUE_NUMBER, COLUMN_RIGHT, get_tid, NULL, NULL, NEED_OWNERS},
    {"fd", "FD", "file descriptor of the socket in that process",
     VALUE_NUMBER, COLUMN_RIGHT, get_fd, NULL, NULL, NEED_OWNERS},
    {"process_uid", "PROCESS-UID", "effective user id of that process",
     VALUE_NUMBER, COLUMN_RIGHT, get_process_uid, NULL, NULL, NEED_OWNERS},
    {"process_user", "PROCESS-USER", "name of that user",
     VALUE_TEXT, 0, get_process_user, NULL, NULL, NEED_OWNERS},
    {"process_count", "PROCESSES", "how many descriptors in processes hold the socket",
     VALUE_NUMBER, COLUMN_RIGHT, get_process_count, NULL, NULL, NEED_OWNERS},
    {"peer_process", "PEER-PROCESS", "processes at the other end of a TCP connection in this machine, or unix socket",
     VALUE_LIST, 0, get_peer_process, NULL, &process_list, NEED_OWNERS | NEED_PEERS},
    {"process_none", "WHY-NONE",
     "where process_status is none: time_wait, syn_received, orphan, accept_queue",
     VALUE_TEXT, COLUMN_JSON, get_process_none, NULL, NULL, NEED_OWNERS},
    {"process_cgroup", "PROCESS-CGROUP", "control group of a process that holds the socket",
     VALUE_TEXT, 0, get_process_cgroup, NULL, NULL, NEED_OWNERS | NEED_OWNER_CGROUPS},
    {"unit", "UNIT", "systemd unit, or Windows services, of a process that holds the socket",
     VALUE_TEXT, 0, get_unit, NULL, NULL, NEED_OWNERS | NEED_OWNER_CGROUPS},
    {"container", "CONTAINER", "its container: the name, or 12 digits of the id",
     VALUE_TEXT, 0, get_container, NULL, NULL, NEED_OWNERS | NEED_OWNER_CGROUPS},
    {"container_runtime", "RUNTIME", "docker, podman, containerd, cri-o, kubernetes, lxc, nspawn, …",
     VALUE_TEXT, 0, get_container_runtime, NULL, NULL, NEED_OWNERS | NEED_OWNER_CGROUPS},
    {"context", "CONTEXT", "security context of a process that holds the socket",
     VALUE_TEXT, 0, get_context, NULL, NULL, NEED_OWNERS | NEED_OWNER_CONTEXTS},
    {"socket_context", "SOCKET-CONTEXT", "security context of the socket itself",
     VALUE_TEXT, 0, get_socket_context, NULL, NULL, NEED_OWNERS | NEED_SOCKET_CONTEXTS},
    {"process_path", "PATH", "path of the program of a process that holds the socket; Windows only",
     VALUE_TEXT, 0, get_process_path, NULL, NULL, NEED_OWNERS | NEED_OWNER_CGROUPS},
};
/* clang-format on */

const struct column_group owner_columns = {columns, COUNT_OF(columns), DETAILS_NONE};
