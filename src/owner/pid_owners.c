/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pid_owners.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"

/* Pids of Windows that are not programs, fixed since NT 5.1. */
#define PID_NOBODY 0
#define PID_SYSTEM 4

struct account {
    struct text sid, name;
};

struct collection {
    struct snapshot *snapshot;
    const struct process_source *source;
    struct map numbers; /* of processes, by pid and, once services are told apart, by module */
    struct map accounts; /* places in account_list, by hash of the SID */
    struct account *account_list;
    size_t account_count;
    size_t silent;      /* processes that refused access */
    bool out_of_memory;
};

static uint64_t key_of(uint32_t pid, uint32_t module)
{
    return (uint64_t)module << 32 | pid;
}

/* Returns the number of the process, creating it if necessary. module: 0 for the whole process. */
static bool number_of(struct collection *collection, uint32_t pid, uint32_t module,
                      uint32_t *number)
{
    struct owners *owners = &collection->snapshot->owners;
    struct process *process;

    if (map_find(&collection->numbers, key_of(pid, module), number))
        return true;
    if (!map_reserve(&collection->numbers, owners->process_count + 1) ||
        (process = owners_add_process(owners)) == NULL)
        return false;
    process->pid = pid;
    *number =
        map_enter(&collection->numbers, key_of(pid, module), (uint32_t)(owners->process_count - 1));
    return true;
}

/* Process 0 means that no process has the socket any more. */
static enum owner_status status_without_process(const struct socket *socket)
{
    if (owner_none(socket) != OWNER_NONE_UNSAID)
        return OWNER_NONE;
    return (socket->have & HAVE_PID) != 0 ? OWNER_NOT_FOUND : OWNER_UNKNOWN;
}

static bool settle(struct collection *collection, struct socket *socket)
{
    if ((socket->have & HAVE_PID) == 0 || socket->pid == PID_NOBODY || socket->pid > UINT32_MAX) {
        socket->owner_status = (uint8_t)status_without_process(socket);
        return true;
    }
    socket->owner_status = OWNER_FOUND;
    return number_of(collection, (uint32_t)socket->pid, 0, &socket->owner);
}

/* All sockets of a process share one owner: Windows does not report handles. */
static bool list_owners(struct owners *owners)
{
    struct owner *list = calloc(owners->process_count + 1, sizeof(*list));

    if (list == NULL)
        return false;
    for (size_t i = 0; i < owners->process_count; i++)
        list[i] = (struct owner){.process = (uint32_t)i, .fd = OWNER_NO_FD};
    free(owners->list);
    owners->list = list;
    owners->count = owners->process_count;
    return true;
}

static struct process *find_process(const struct collection *collection, uint32_t pid)
{
    uint32_t number;

    return map_find(&collection->numbers, key_of(pid, 0), &number)
               ? &collection->snapshot->owners.processes[number]
               : NULL;
}

static void keep(struct collection *collection, struct text text, struct text *out)
{
    if (text.length == 0)
        return;
    *out = arena_copy(&collection->snapshot->arena, text);
    if (out->bytes == NULL)
        collection->out_of_memory = true;
}

static void visit_process(void *visitor, uint32_t pid, const char *name)
{
    struct collection *collection = visitor;
    struct process *process = find_process(collection, pid);

    if (process != NULL)
        keep(collection, text_of(name), &process->command);
}

/* Several services of one process are listed in one text. */
static void visit_service(void *visitor, uint32_t pid, const char *name)
{
    struct collection *collection = visitor;
    struct process *process = find_process(collection, pid);
    size_t before, length = strlen(name);
    char *joined;

    if (process == NULL || length == 0)
        return;
    before = process->unit.length;
    joined = arena_alloc(&collection->snapshot->arena, before + 1 + length);
    if (joined == NULL) {
        collection->out_of_memory = true;
        return;
    }
    if (before > 0) {
        memcpy(joined, process->unit.bytes, before);
        joined[before++] = ',';
    }
    memcpy(joined + before, name, length);
    process->unit = (struct text){joined, before + length};
}

static bool is_listed(struct text list, struct text name)
{
    while (list.length > 0)
        if (text_equal_nocase(text_take_until(&list, ','), name))
            return true;
    return false;
}

/* For a program that is not a service, the module is the program itself. */
static bool is_service(const struct process *process, struct text module, bool listed)
{
    return listed ? process->unit.bytes != NULL && is_listed(process->unit, module)
                  : !text_equal_nocase(process->command, module);
}

/* A socket of a process with several services belongs to one service. It gets its own process
 * entry, which lists only that service. */
static bool tell_apart(struct collection *collection, struct socket *socket, bool listed)
{
    struct owners *owners = &collection->snapshot->owners;
    struct process process;
    struct text module;
    uint32_t number;

    if ((socket->have & HAVE_MODULE) == 0 || socket->owner_status != OWNER_FOUND)
        return true;
    process = owners->processes[socket->owner];
    module = owners->modules[socket->module - 1];
    if (!is_service(&process, module, listed) || text_equal_nocase(process.unit, module))
        return true;
    if (!number_of(collection, process.pid, socket->module, &number))
        return false;
    owners->processes[number] = process;
    owners->processes[number].unit = module;
    socket->owner = number;
    return true;
}

static struct text ask_account(struct collection *collection, struct process_details *details)
{
    const struct process_source *source = collection->source;
    struct text kept = {NULL, 0};
    char name[PROCESS_ACCOUNT] = "";

    source->account(source->context, details->sid, name, sizeof(name));
    keep(collection, text_of(name), &kept);
    return kept;
}

/* Looks up each account only once. */
static struct text account_of(struct collection *collection, struct process_details *details)
{
    struct text sid = {(const char *)details->sid, details->sid_length};
    struct hash hash = hash_start;
    struct account *list, account = {.sid = {NULL, 0}};
    uint32_t place;

    hash_add_text(&hash, sid);
    if (map_find(&collection->accounts, hash_end(hash), &place))
        return text_equal(collection->account_list[place].sid, sid)
                   ? collection->account_list[place].name
                   : ask_account(collection, details);
    account.name = ask_account(collection, details);
    keep(collection, sid, &account.sid);
    if (!map_reserve(&collection->accounts, collection->account_count + 1) ||
        (list = array_grow(collection->account_list, collection->account_count, sizeof(*list))) ==
            NULL) {
        collection->out_of_memory = true;
        return account.name;
    }
    collection->account_list = list;
    list[collection->account_count] = account;
    map_enter(&collection->accounts, hash_end(hash), (uint32_t)collection->account_count++);
    return account.name;
}

static void ask(struct collection *collection, const struct owner_request *request,
                struct process_details *details, struct process *process)
{
    const struct process_source *source = collection->source;

    if (process->pid == PID_SYSTEM)
        return;
    details->path[0] = details->command_line[0] = '\0';
    details->sid_length = 0;
    if (!source->details(source->context, process->pid, request, details))
        collection->silent++;
    keep(collection, text_of(details->path), &process->path);
    keep(collection, text_of(details->command_line), &process->command_line);
    if (details->sid_length > 0)
        process->user = account_of(collection, details);
    if (request->paths && process->path.bytes == NULL)
        process->unknown |= PROCESS_PATH;
    if (request->command_lines && process->command_line.bytes == NULL)
        process->unknown |= PROCESS_COMMAND_LINE;
}

static void ask_all(struct collection *collection, const struct owner_request *request)
{
    struct owners *owners = &collection->snapshot->owners;
    struct process_details *details = malloc(sizeof(*details));

    collection->out_of_memory |= details == NULL;
    for (size_t i = 0; i < owners->process_count && details != NULL; i++)
        ask(collection, request, details, &owners->processes[i]);
    free(details);
    free(collection->account_list);
    map_free(&collection->accounts);
}

static void tell_silence(const struct collection *collection)
{
    struct snapshot *snapshot = collection->snapshot;

    if (collection->silent > 0)
        note_add(&snapshot->notes, false, "owners_silent",
                 "path, user or command line of %zu of %zu processes could not be read%s",
                 collection->silent, snapshot->owners.process_count, collection->source->remedy);
}

static bool describe(struct collection *collection, const struct owner_request *request)
{
    const struct process_source *source = collection->source;
    struct snapshot *snapshot = collection->snapshot;
    struct process *system = find_process(collection, PID_SYSTEM);
    bool whole = true, listed;

    if (system != NULL)
        system->command = TEXT("System");
    if (!source->processes(source->context, visit_process, collection))
        note_add(&snapshot->notes, false, "owners_unnamed",
                 "process names are missing: Windows did not list its processes");
    if (request->paths || request->command_lines)
        ask_all(collection, request);
    tell_silence(collection);
    if (!request->cgroups)
        return true;
    listed = source->services(source->context, visit_service, collection);
    for (size_t row = 0; row < snapshot->count && whole; row++)
        whole = tell_apart(collection, snapshot_at(snapshot, row), listed);
    return whole;
}

bool pid_owners_collect(struct snapshot *snapshot, const struct owner_request *request,
                        const struct process_source *source, struct error *error)
{
    struct collection collection = {.snapshot = snapshot, .source = source};
    bool whole = true;

    for (size_t row = 0; row < snapshot->count && whole; row++)
        whole = settle(&collection, snapshot_at(snapshot, row));
    whole = whole && describe(&collection, request) && list_owners(&snapshot->owners);
    map_free(&collection.numbers);
    return (whole && !collection.out_of_memory) || error_out_of_memory(error);
}
