/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All names are read once, when the first word asks, so that many words and many processes cost
 * their sum. A word that is the name of several things is taken for the first kind of the table.
 */
#include "bare_names.h"

#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "array.h"
#include "filter.h"
#include "hash.h"
#include "namespaces.h"
#include "places.h"
#include "privilege.h"
#include "process_list.h"

struct bare_entry {
    enum bare_kind kind;
    struct text name;
};

/* In the order in which a word is taken for one. */
static const struct kind {
    enum bare_kind kind;
    const char *title;
    const char *column;
    const char *more;   /* another column with these names; or NULL */
    size_t cut;         /* the names of this kind are cut after so many bytes; 0: never */
    const char *ending; /* which may be left out; or NULL */
} kinds[] = {
    {BARE_PROCESS, "process", "process", "peer_process", 15, ".exe"},
    {BARE_UNIT, "unit", "unit", NULL, 0, ".service"},
    {BARE_CONTAINER, "container", "container", NULL, 0, NULL},
    {BARE_USER, "user", "user", "process_user", 0, NULL},
    {BARE_INTERFACE, "interface", "interface", NULL, 0, NULL},
    {BARE_NAMESPACE, "network namespace", "namespace", "netns_name", 0, NULL},
};

static uint64_t key_of(enum bare_kind kind, struct text name)
{
    struct hash hash = hash_start;

    hash_add(&hash, kind);
    hash_add_text(&hash, name);
    return hash_end(hash);
}

static const struct bare_entry *find_entry(const struct bare_names *names, enum bare_kind kind,
                                           struct text name)
{
    uint32_t at;

    if (!map_find(&names->map, key_of(kind, name), &at) || !text_equal(names->list[at].name, name))
        return NULL;
    return &names->list[at];
}

static void add(struct bare_names *names, enum bare_kind kind, struct text name)
{
    struct bare_entry *list;

    if (name.length == 0 || find_entry(names, kind, name) != NULL)
        return;
    list = array_grow(names->list, names->count, sizeof(*list));
    if (list != NULL)
        names->list = list;
    name = arena_copy(&names->own, name);
    if (list == NULL || name.bytes == NULL || !map_reserve(&names->map, names->count + 1)) {
        names->remark.failed = true;
        return;
    }
    list[names->count] = (struct bare_entry){kind, name};
    map_enter(&names->map, key_of(kind, name), (uint32_t)names->count++);
}

static void add_user(struct bare_names *names, uint32_t uid)
{
    if (names->system != NULL && names->system->user != NULL)
        add(names, BARE_USER, names->system->user(names->system->context, uid));
}

static void see_process(void *context, const struct process *process)
{
    struct bare_names *names = context;

    add(names, BARE_PROCESS, process->command);
    add(names, BARE_UNIT, process->unit);
    add(names, BARE_CONTAINER, process->container);
    if (process->has_uid)
        add_user(names, process->uid);
    else
        add(names, BARE_USER, process->user);
}

static void see_interface(void *context, struct text name, bool loopback UNUSED,
                          const struct host_address *address UNUSED)
{
    add(context, BARE_INTERFACE, name);
}

static void see_namespace(void *context, struct text name)
{
    add(context, BARE_NAMESPACE, name);
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
    return true;
}

static void read_recording(struct bare_names *names)
{
    const struct snapshot *snapshot = names->recording;
    const struct names *system = names->system;

    for (size_t i = 0; i < snapshot->owners.process_count; i++)
        see_process(names, &snapshot->owners.processes[i]);
    for (size_t i = 0; i < snapshot->source_count; i++)
        add(names, BARE_NAMESPACE, snapshot->sources[i].netns_label);
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if ((socket->have & HAVE_UID) != 0)
            add_user(names, socket->uid);
        if ((socket->have & HAVE_INTERFACE) != 0 && socket->interface != 0)
            add(names, BARE_INTERFACE, system->interface(system->context, socket->interface));
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

/* The entry of this kind that the word names: whole, cut, or without its ending. */
static const struct bare_entry *find_kind(const struct bare_names *names, const struct kind *kind,
                                          struct text word)
{
    const struct bare_entry *entry = find_entry(names, kind->kind, word);
    struct text ending = text_of(kind->ending);
    char whole[256];

    if (entry == NULL && kind->cut != 0 && word.length > kind->cut)
        entry = find_entry(names, kind->kind, (struct text){word.bytes, kind->cut});
    if (entry != NULL || ending.length == 0 || word.length + ending.length > sizeof(whole))
        return entry;
    memcpy(whole, word.bytes, word.length);
    memcpy(whole + word.length, ending.bytes, ending.length);
    return find_entry(names, kind->kind, (struct text){whole, word.length + ending.length});
}

static void write_comparison(struct builder *out, const struct kind *kind, struct text name)
{
    builder_printf(out, "%s = ", kind->column);
    filter_quote(out, name);
}

/* The tests for the addresses of one interface. */
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
    if (loopback && !address->is_ipv6) /* which has every address of the network */
        builder_add(addresses->out, TEXT("/8"));
}

static void write_filter(const struct bare_names *names, const struct kind *kind, struct text name,
                         struct builder *out)
{
    struct addresses addresses = {name, out};

    write_comparison(out, kind, name);
    if (kind->kind == BARE_INTERFACE && names->recording == NULL)
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

static void add_remark(struct bare_names *names, struct text word, const struct kind *kind,
                       const struct bare_entry *entry)
{
    struct builder *out = &names->remark;

    builder_printf(out, "%s%.*s is taken for the %s", out->length == 0 ? "" : "; ",
                   (int)word.length, word.bytes, kind->title);
    if (kind->kind == BARE_INTERFACE) {
        builder_add(out, names->recording == NULL
                             ? TEXT(": sockets bound to it, or with one of its addresses")
                             : TEXT(": sockets bound to it; a recording lacks its addresses"));
    } else {
        builder_add(out, TEXT(": "));
        write_comparison(out, kind, entry->name);
    }
    for (const struct kind *other = kind + 1; other < kinds + COUNT_OF(kinds); other++) {
        const struct bare_entry *found = find_kind(names, other, word);

        if (found == NULL || other->kind == BARE_NAMESPACE)
            continue;
        builder_printf(out, ", not for the %s: ", other->title);
        write_comparison(out, other, found->name);
    }
}

/* What to type for a word that nothing has as its name, but something has in it. */
static void hint_at_part(const struct bare_names *names, struct text word, struct builder *out)
{
    for (size_t i = 0; i < names->count && word.length >= 3; i++) {
        const struct bare_entry *entry = &names->list[i];

        if (entry->kind != BARE_PROCESS)
            continue;
        for (size_t at = 0; at + word.length <= entry->name.length; at++)
            if (memcmp(entry->name.bytes + at, word.bytes, word.length) == 0) {
                builder_printf(out, "`process ~ *%.*s*` would match %.*s", (int)word.length,
                               word.bytes, (int)entry->name.length, entry->name.bytes);
                return;
            }
    }
}

/* Also without the ending that may be left out. */
static void offer(struct nearest *nearest, struct text word, const struct bare_entry *entry)
{
    struct text name = entry->name, ending = TEXT("");

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (kinds[i].kind == entry->kind)
            ending = text_of(kinds[i].ending);
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
    if (find_entry(names, BARE_INTERFACE, word) != NULL)
        builder_printf(&hint, "`interface = %.*s`: the sockets that are bound to it",
                       (int)word.length, word.bytes);
    else if (find_entry(names, BARE_NAMESPACE, word) != NULL)
        builder_printf(&hint, "`-N %.*s` reads that network namespace", (int)word.length,
                       word.bytes);
    else if (nearest->best.length == 0)
        hint_at_part(names, word, &hint);
    nearest->best = arena_copy(names->arena, nearest->best);
    if (names->partial)
        name->doubt = names->recording != NULL
                          ? TEXT("the recording lacks processes, so the name may exist")
                          : TEXT("some processes are hidden, so the name may exist: run as root");
    return keep(names, &hint, &name->hint, error);
}

/* The sockets of another namespace are not in these tables; and of interfaces the addresses are
 * known only here. */
static bool is_offered(const struct bare_names *names, const struct kind *kind)
{
    if (names->recording != NULL)
        return true;
    return kind->kind == BARE_INTERFACE   ? names->interfaces_are_here
           : kind->kind == BARE_NAMESPACE ? places_are_all(names->query)
                                          : true;
}

static bool find(void *context, struct text word, struct nearest *nearest, struct filter_name *name,
                 struct error *error)
{
    struct bare_names *names = context;

    if (!read_names(names, error))
        return false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const struct bare_entry *entry = find_kind(names, &kinds[i], word);
        struct builder filter = {0};

        if (entry == NULL || !is_offered(names, &kinds[i]))
            continue;
        name->kind = kinds[i].kind;
        write_filter(names, &kinds[i], entry->name, &filter);
        add_remark(names, word, &kinds[i], entry);
        return keep(names, &filter, &name->filter, error);
    }
    return not_found(names, word, nearest, name, error);
}

static bool has_kind(const struct bare_names *names, struct text column, const struct kind *kind)
{
    return column.length == 0 ? is_offered(names, kind)
                              : text_equal(column, text_of(kind->column)) ||
                                    text_equal(column, text_of(kind->more));
}

void bare_names_each(struct bare_names *names, struct text column,
                     void (*see)(void *context, struct text name, const char *title), void *context)
{
    struct error error;

    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        if (!has_kind(names, column, &kinds[k]) || !read_names(names, &error))
            continue;
        for (size_t i = 0; i < names->count; i++)
            if (names->list[i].kind == kinds[k].kind)
                see(context, names->list[i].name, kinds[k].title);
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
