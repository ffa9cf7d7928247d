/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All names are read once, when the first word needs them, so the cost is linear in words and
 * processes. A word that names several things is interpreted as the first kind in the table.
 */
#include "bare_names.h"

#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "array.h"
#include "filter.h"
#include "hash.h"
#include "namespaces.h"
#include "network_namespace.h"
#include "places.h"
#include "privilege.h"
#include "process_list.h"

/* The rows of `kinds`, in order of preference. */
enum kind_row {
    KIND_PROCESS,
    KIND_PROGRAM, /* executables of processes with another name; words treat both as one kind */
    KIND_UNIT,
    KIND_CONTAINER,
    KIND_USER,
    KIND_INTERFACE,
    KIND_NAMESPACE,
    KIND_COUNT
};

#define COMMAND_LENGTH ((size_t)15) /* the kernel truncates process names to this length */

static const struct kind {
    enum bare_kind bare;
    const char *title;
    const char *column;
    const char *more;   /* another column with these names, or NULL */
    size_t cut;         /* names of this kind are truncated to this length; 0: never */
    const char *ending; /* a suffix that may be omitted, or NULL */
} kinds[KIND_COUNT] = {
    [KIND_PROCESS] = {BARE_PROCESS, "process", "process", "peer_process", COMMAND_LENGTH, ".exe"},
    [KIND_PROGRAM] = {BARE_PROCESS, "program", "process_path", NULL, 0, NULL},
    [KIND_UNIT] = {BARE_UNIT, "unit", "unit", NULL, 0, ".service"},
    [KIND_CONTAINER] = {BARE_CONTAINER, "container", "container", NULL, 0, NULL},
    [KIND_USER] = {BARE_USER, "user", "user", "process_user", 0, NULL},
    [KIND_INTERFACE] = {BARE_INTERFACE, "interface", "interface", NULL, 0, NULL},
    [KIND_NAMESPACE] = {BARE_NAMESPACE, "network namespace", "namespace", "netns_name", 0, NULL},
};

struct bare_entry {
    enum kind_row kind;
    struct text name;
    struct text value;  /* the column's value */
    size_t more_plus_1; /* another entry with the same name (programs in several directories),
                         * plus 1 */
};

static bool is_windows(const struct bare_names *names)
{
    return names->system != NULL && names->system->windows;
}

static uint64_t key_of(const struct bare_names *names, enum kind_row kind, struct text value)
{
    struct hash hash = hash_start;

    hash_add(&hash, kind);
    for (size_t i = 0; i < value.length && is_windows(names); i++)
        hash_add(&hash, (unsigned char)ascii_lower(value.bytes[i]));
    if (!is_windows(names))
        hash_add_text(&hash, value);
    return hash_end(hash);
}

static struct bare_entry *find_entry(const struct bare_names *names, enum kind_row kind,
                                     struct text name)
{
    uint32_t at;

    if (!map_find(&names->map, key_of(names, kind, name), &at) ||
        !(is_windows(names) ? text_equal_nocase(names->list[at].name, name)
                            : text_equal(names->list[at].name, name)))
        return NULL;
    return &names->list[at];
}

/* Adds the entry. False: it exists already. */
static bool append(struct bare_names *names, enum kind_row kind, struct text name,
                   struct text value)
{
    struct bare_entry *list = array_grow(names->list, names->count, sizeof(*list)), *first;
    size_t at = names->count;

    if (list != NULL)
        names->list = list;
    name = arena_copy(&names->own, name);
    value = arena_copy(&names->own, value);
    if (list == NULL || name.bytes == NULL || value.bytes == NULL ||
        !map_reserve(&names->map, 2 * (names->count + 1)))
        return false;
    list[at] = (struct bare_entry){kind, name, value, 0};
    first = find_entry(names, kind, name);
    if (first != NULL) {
        list[at].more_plus_1 = first->more_plus_1;
        first->more_plus_1 = at + 1;
    }
    names->count++;
    map_enter(&names->map, key_of(names, kind, name), (uint32_t)at);
    map_enter(&names->map, key_of(names, KIND_COUNT + kind, value), (uint32_t)at);
    return true;
}

static void add_value(struct bare_names *names, enum kind_row kind, struct text name,
                      struct text value)
{
    uint32_t at;

    if (name.length > 0 && !map_find(&names->map, key_of(names, KIND_COUNT + kind, value), &at) &&
        !append(names, kind, name, value))
        names->remark.failed = true;
}

static void add(struct bare_names *names, enum kind_row kind, struct text name)
{
    add_value(names, kind, name, name);
}

/* Returns the last part of a path, without the mark that the kernel adds if the file was deleted
 * (for example by an upgrade). */
static struct text file_name(struct text path)
{
    static const struct text removed = {" (deleted)", 10};
    size_t begin = path.length;

    while (begin > 0 && path.bytes[begin - 1] != '/')
        begin--;
    path = text_from(path, begin);
    if (path.length > removed.length &&
        memcmp(path.bytes + path.length - removed.length, removed.bytes, removed.length) == 0)
        path.length -= removed.length;
    return path;
}

/* Adds the executable of a process whose name differs, even if truncated. */
static void add_program(struct bare_names *names, const struct process *process)
{
    struct text name = file_name(process->path), cut = name;

    cut.length = cut.length > COMMAND_LENGTH ? COMMAND_LENGTH : cut.length;
    if (!text_equal(process->command, name) && !text_equal(process->command, cut))
        add_value(names, KIND_PROGRAM, name, process->path);
}

static void add_user(struct bare_names *names, uint32_t uid)
{
    if (names->system != NULL && names->system->user != NULL)
        add(names, KIND_USER, names->system->user(names->system->context, uid));
}

static void see_process(void *context, const struct process *process)
{
    struct bare_names *names = context;

    add(names, KIND_PROCESS, process->command);
    add_program(names, process);
    add(names, KIND_UNIT, process->unit);
    add(names, KIND_CONTAINER, process->container);
    if (process->has_uid)
        add_user(names, process->uid);
    else
        add(names, KIND_USER, process->user);
}

static void see_interface(void *context, struct text name, bool loopback UNUSED,
                          const struct host_address *address UNUSED)
{
    add(context, KIND_INTERFACE, name);
}

static void see_namespace(void *context, struct text name)
{
    add(context, KIND_NAMESPACE, name);
}

static bool read_live(struct bare_names *names, struct error *error)
{
    const struct names *system = names->system;

    if (!privilege_use(PRIVILEGE_OWNERS, error))
        return false;
    names->partial = !processes_list(names->query->proc_root, see_process, names);
    if (system != NULL && system->interfaces != NULL)
        names->partial |= !system->interfaces(see_interface, names);
    namespaces_names(see_namespace, names);
    if (netns_initial() != 0)
        add(names, KIND_NAMESPACE, TEXT(NETNS_INITIAL));
    return true;
}

static void read_recording(struct bare_names *names)
{
    const struct snapshot *snapshot = names->recording;
    const struct names *system = names->system;

    for (size_t i = 0; i < snapshot->owners.process_count; i++)
        see_process(names, &snapshot->owners.processes[i]);
    for (size_t i = 0; i < snapshot->source_count; i++)
        add(names, KIND_NAMESPACE, snapshot->sources[i].netns_label);
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if ((socket->have & HAVE_UID) != 0)
            add_user(names, socket->uid);
        if ((socket->have & HAVE_INTERFACE) != 0 && socket->interface != 0)
            add(names, KIND_INTERFACE, system->interface(system->context, socket->interface));
    }
    names->partial =
        !recording_has_owners(snapshot) || notes_have_code(&snapshot->notes, "owners_hidden");
}

static bool read_names(struct bare_names *names, struct error *error)
{
    if (!names->read && names->recording != NULL)
        read_recording(names);
    else if (!names->read && !read_live(names, error))
        return false;
    names->read = true;
    return !names->remark.failed || error_out_of_memory(error);
}

/* Returns the entry of this kind that the word names: in full, truncated, or without its suffix. */
static const struct bare_entry *find_kind(const struct bare_names *names, enum kind_row row,
                                          struct text word)
{
    const struct kind *kind = &kinds[row];
    const struct bare_entry *entry = find_entry(names, row, word);
    struct text ending = text_of(kind->ending);
    char whole[256];

    if (entry == NULL && kind->cut != 0 && word.length > kind->cut)
        entry = find_entry(names, row, (struct text){word.bytes, kind->cut});
    if (entry != NULL || ending.length == 0 || word.length + ending.length > sizeof(whole))
        return entry;
    memcpy(whole, word.bytes, word.length);
    memcpy(whole + word.length, ending.bytes, ending.length);
    return find_entry(names, row, (struct text){whole, word.length + ending.length});
}

static void write_comparisons(const struct bare_names *names, const struct bare_entry *entry,
                              struct builder *out)
{
    while (entry != NULL) {
        builder_printf(out, "%s%s = ", out->length == 0 ? "" : " or ", kinds[entry->kind].column);
        filter_quote(out, entry->value);
        entry = entry->more_plus_1 == 0 ? NULL : &names->list[entry->more_plus_1 - 1];
    }
}

/* Collects the tests for the addresses of one interface. */
struct addresses {
    struct text interface;
    struct builder *out;
};

static void add_address(void *context, struct text name, bool loopback,
                        const struct host_address *address)
{
    struct addresses *addresses = context;
    char room[ADDRESS_MAX_LENGTH];
    struct address copy = {{0}};
    enum family family;

    if (address == NULL || !text_equal(name, addresses->interface))
        return;
    family = address->is_ipv6 ? FAMILY_INET6 : FAMILY_INET;
    memcpy(copy.bytes, address->bytes, sizeof(copy.bytes));
    builder_printf(addresses->out, address->is_ipv6 ? " or src [%.*s]" : " or src %.*s",
                   (int)address_write(room, family, &copy), room);
    if (loopback && !address->is_ipv6) /* loopback covers its whole network */
        builder_add(addresses->out, TEXT("/8"));
}

static void write_filter(const struct bare_names *names, const struct bare_entry *entry,
                         struct text word, struct builder *out)
{
    struct addresses addresses = {entry->name, out};
    const struct bare_entry *program = find_entry(names, KIND_PROGRAM, word);

    write_comparisons(names, entry, out);
    if (entry->kind == KIND_PROCESS && program != NULL)
        write_comparisons(names, program, out);
    if (entry->kind == KIND_INTERFACE && names->recording == NULL)
        (void)names->system->interfaces(add_address, &addresses);
}

static bool keep(const struct bare_names *names, struct builder *text, struct text *out,
                 struct error *error)
{
    *out = arena_copy(names->arena, builder_text(text));
    if (text->failed)
        out->bytes = NULL;
    builder_free(text);
    return out->bytes != NULL || error_out_of_memory(error);
}

/* `filter`: the test that replaces the word. */
static void add_remark(struct bare_names *names, struct text word, const struct bare_entry *entry,
                       struct text filter)
{
    struct builder *out = &names->remark, others = {0};

    builder_add(out, text_of(out->length == 0 ? "" : "; "));
    builder_printf(out, "%.*s means ", (int)word.length, word.bytes);
    if (entry->kind != KIND_INTERFACE)
        builder_add(out, filter);
    else if (names->recording == NULL)
        builder_add(out, TEXT("an interface: sockets bound to it or to one of its addresses"));
    else
        builder_add(out,
                    TEXT("an interface: sockets bound to it (the recording lacks its addresses)"));
    for (enum kind_row row = entry->kind + 1; row < KIND_NAMESPACE; row++) {
        const struct bare_entry *other = find_kind(names, row, word);

        if (other == NULL || row == KIND_PROGRAM)
            continue;
        builder_clear(&others);
        write_comparisons(names, other, &others);
        builder_add(out, TEXT(", not "));
        builder_add(out, builder_text(&others));
    }
    out->failed |= others.failed;
    builder_free(&others);
}

/* Suggests what to type for a word that is part of a process name. */
static void hint_at_part(const struct bare_names *names, struct text word, struct builder *out)
{
    struct text found = TEXT("");

    for (size_t i = 0; i < names->count && word.length >= 3; i++) {
        struct text name = names->list[i].name;

        if (names->list[i].kind == KIND_PROCESS && text_contains(name, word) &&
            (found.length == 0 || text_starts_with(name, word)))
            found = name;
    }
    if (found.length > 0)
        builder_printf(out,
                       "did you mean %.*s? `process ~ *%.*s*` matches every name that contains it",
                       (int)found.length, found.bytes, (int)word.length, word.bytes);
}

/* Offers the name, also without its suffix. */
static void offer(struct nearest *nearest, struct text word, const struct bare_entry *entry)
{
    struct text name = entry->name, ending = text_of(kinds[entry->kind].ending);

    nearest_offer(nearest, word, name);
    name.length -= name.length > ending.length ? ending.length : 0;
    if (ending.length > 0 && memcmp(name.bytes + name.length, ending.bytes, ending.length) == 0)
        nearest_offer(nearest, word, name);
}

static bool not_found(const struct bare_names *names, struct text word, struct nearest *nearest,
                      struct filter_name *name, struct error *error)
{
    struct builder hint = {0};

    for (size_t i = 0; i < names->count; i++)
        offer(nearest, word, &names->list[i]);
    if (find_entry(names, KIND_INTERFACE, word) != NULL)
        builder_printf(&hint, "`interface = %.*s` lists the sockets bound to it", (int)word.length,
                       word.bytes);
    else if (find_entry(names, KIND_NAMESPACE, word) != NULL)
        builder_printf(&hint, "`-N %.*s` reads that network namespace", (int)word.length,
                       word.bytes);
    else if (nearest->best.length == 0)
        hint_at_part(names, word, &hint);
    nearest->best = arena_copy(names->arena, nearest->best);
    if (names->partial)
        name->doubt = names->recording != NULL
                          ? TEXT("the recording lacks processes, so the name may exist")
                          : TEXT("lsock cannot inspect some processes, so the name may exist");
    return keep(names, &hint, &name->hint, error);
}

/* Names of namespaces are offered only if all namespaces are read; interfaces only if their
 * addresses are known here. */
static bool is_offered(const struct bare_names *names, enum kind_row kind)
{
    if (names->recording != NULL)
        return true;
    return kind == KIND_INTERFACE   ? names->interfaces_are_here
           : kind == KIND_NAMESPACE ? places_are_all(names->query)
                                    : true;
}

static bool take(struct bare_names *names, struct text word, const struct bare_entry *entry,
                 struct filter_name *name, struct error *error)
{
    struct builder filter = {0};

    name->kind = kinds[entry->kind].bare;
    write_filter(names, entry, word, &filter);
    add_remark(names, word, entry, builder_text(&filter));
    return keep(names, &filter, &name->filter, error);
}

static bool find(void *context, struct text word, struct nearest *nearest, struct filter_name *name,
                 struct error *error)
{
    struct bare_names *names = context;

    if (!read_names(names, error))
        return false;
    for (enum kind_row row = 0; row < KIND_COUNT; row++) {
        const struct bare_entry *entry = find_kind(names, row, word);

        if (entry != NULL && is_offered(names, row))
            return take(names, word, entry, name, error);
    }
    return not_found(names, word, nearest, name, error);
}

static bool has_kind(const struct bare_names *names, struct text column, enum kind_row row)
{
    return column.length == 0 ? is_offered(names, row)
                              : text_equal(column, text_of(kinds[row].column)) ||
                                    text_equal(column, text_of(kinds[row].more));
}

void bare_names_each(struct bare_names *names, struct text column,
                     void (*see)(void *context, struct text name, const char *title), void *context)
{
    struct error error;

    for (enum kind_row row = 0; row < KIND_COUNT; row++) {
        if (!has_kind(names, column, row) || !read_names(names, &error))
            continue;
        for (size_t i = 0; i < names->count; i++)
            if (names->list[i].kind == row)
                see(context, column.length == 0 ? names->list[i].name : names->list[i].value,
                    kinds[row].title);
    }
}

void bare_names_init(struct bare_names *names)
{
    names->names = (struct filter_names){names, find};
}

void bare_names_free(struct bare_names *names)
{
    free(names->list);
    map_free(&names->map);
    arena_free(&names->own);
    builder_free(&names->remark);
}
