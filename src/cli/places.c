/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "places.h"

#include "namespaces.h"
#include "number.h"
#include "owner_scan.h"
#include "system_names.h"

static bool has_many(const struct options *options)
{
    return text_equal(options->netns, TEXT("all"));
}

void places_add_columns(struct column_list *list, const struct options *options)
{
    const struct column *column = column_find(TEXT("namespace"));

    if (has_many(options) && !column_list_has(list, column) && list->count < COLUMN_LIST_MAX)
        list->columns[list->count++] = column;
}

static void learn(const void *context, uint32_t number, struct text name)
{
    system_names_learn_interface(context, number, name);
}

/* Its inode in digits, else a process in it. */
static struct text number_label(struct arena *arena, const struct source *source)
{
    char digits[4 + NUMBER_MAX_LENGTH] = "pid ";

    if (source->netns != 0)
        return arena_copy(arena, (struct text){digits, number_write(digits, source->netns)});
    if (source->netns_pid == 0)
        return TEXT("");
    return arena_copy(arena,
                      (struct text){digits, 4 + number_write(digits + 4, source->netns_pid)});
}

/* Sources of one namespace follow one another. */
static bool is_same_place(const struct source *a, const struct source *b)
{
    return a->netns == b->netns && a->netns_pid == b->netns_pid;
}

static void name_places(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct source *source = &snapshot->sources[i];

        if (i > 0 && is_same_place(source, source - 1)) {
            source->netns_name = source[-1].netns_name;
            source->netns_label = source[-1].netns_label;
            continue;
        }
        /* The first is this process's own: what runs in it is everything else. */
        if (source->netns_name.length == 0 && source->netns_pid != 0 && i > 0)
            source->netns_name = owner_place(source->netns_pid, &snapshot->arena);
        source->netns_label = source->netns_name.length != 0
                                  ? source->netns_name
                                  : number_label(&snapshot->arena, source);
    }
}

bool places_collect(const struct options *options, const struct names *names,
                    const struct request *request, const struct collector *collector,
                    struct error *error)
{
    const struct backend *only = options->backend.length > 0  ? backend_find(options->backend)
                                 : options->proc_root != NULL ? backend_find(TEXT("procfs"))
                                                              : NULL;
    bool done;

    collector->snapshot->learn_interface = learn;
    collector->snapshot->learn_context = names;
    done = options->netns.length == 0
               ? backend_collect(only, request, collector, error)
               : namespaces_collect(options->netns, only, request, collector, error);
    name_places(collector->snapshot);
    return done;
}
