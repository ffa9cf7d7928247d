/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scope.h"

#include <string.h>

#include "backend.h"
#include "host_values.h"
#include "input.h"
#include "privilege.h"

/* Adds `( A or B ) ` for the bits that are set. */
static void add_any(struct builder *out, uint32_t set, unsigned count,
                    const char *(*name)(unsigned bit))
{
    const char *before = "( ";

    for (unsigned bit = 0; bit < count; bit++)
        if ((set & (1u << bit)) != 0) {
            builder_printf(out, "%s%s", before, name(bit));
            before = " or ";
        }
    if (set != 0)
        builder_add(out, TEXT(" ) "));
}

static const char *family_word(unsigned bit)
{
    return family_names[bit];
}

/* Options of the same kind add up; options of different kinds must all hold. States at the start of
 * the filter replace -a, -l and -B. */
static void write_options(const struct query *query, bool leads_with_states, struct builder *out)
{
    static const char *const words[] = {[SELECT_DEFAULT] = "",
                                        [SELECT_ALL] = "",
                                        [SELECT_LISTENING] = "listening",
                                        [SELECT_BOUND] = "bound"};

    kinds_write(&query->kinds, out);
    add_any(out, query->families, FAMILY_COUNT, family_word);
    if (!leads_with_states)
        builder_add(out, text_of(words[query->selection]));
}

/* Parameters of building a filter; it is appended to `filter`. */
struct making {
    struct filter *filter;
    const struct query *query;
    const struct names *names;
    const struct filter_names *bare; /* names that the words may be */
    struct arena *arena;
};

/* Adds words, or the text of a file. */
static bool join(const struct making *making, const struct text *words, size_t count,
                 const char *file, struct error *error)
{
    struct filter_source *source = arena_alloc(making->arena, sizeof(*source));
    struct filter more;

    if (source == NULL ||
        !(file != NULL ? filter_source_file(source, making->arena, *words, file)
                       : filter_source_words(source, making->arena, words, count)))
        return error_out_of_memory(error);
    if (words == making->query->words)
        source->names = making->bare;
    if (!filter_parse(&more, making->arena, source, making->names, error))
        return false;
    return filter_join(making->filter, &more) || error_out_of_memory(error);
}

static bool join_options(const struct making *making, struct error *error)
{
    struct builder text = {0};
    struct text word;
    bool good = true;

    write_options(making->query, making->filter->leads_with_states, &text);
    word = arena_copy(making->arena, builder_text(&text));
    if (text.failed || word.bytes == NULL)
        good = error_out_of_memory(error);
    else if (word.length > 0)
        good = join(making, &word, 1, NULL, error);
    builder_free(&text);
    return good;
}

#define FILE_MAX ((size_t)4 * 1024 * 1024)

static bool read_file(const struct making *making, struct error *error)
{
    const char *name = making->query->filter_file;
    struct text *text = making->query->filter_text, block;
    struct builder content = {0};
    struct input input;
    int failure = input_open(&input, name);
    bool good;

    if (failure == 0)
        failure = input_decode(&input);
    while (failure == 0 && content.length <= FILE_MAX && (block = input_peek(&input)).length > 0) {
        builder_add(&content, block);
        input_take(&input, block.length);
    }
    failure = failure != 0 ? failure : input.failure;
    input_close(&input);
    if (failure != 0)
        good = error_set(error, STATUS_FAILED, "%.200s: %s", name, strerror(failure)) ||
               privilege_advise(failure, error);
    else if (content.length > FILE_MAX)
        good = error_set(error, STATUS_USAGE, "%.200s: the filter is longer than %zu bytes", name,
                         FILE_MAX);
    else {
        *text = arena_copy(making->arena, builder_text(&content));
        good = (!content.failed && text->bytes != NULL) || error_out_of_memory(error);
    }
    builder_free(&content);
    return good;
}

static bool join_file(const struct making *making, struct error *error)
{
    const struct query *query = making->query;

    return (query->filter_text->bytes != NULL || read_file(making, error)) &&
           join(making, query->filter_text, 1, query->filter_file, error);
}

static bool make_filter(struct scope *scope, const struct making *making, struct error *error)
{
    const struct query *query = making->query;
    struct filter *filter = making->filter;

    *filter = (struct filter){.arena = making->arena};
    if (!join(making, query->words, query->word_count, NULL, error) ||
        (query->filter_file != NULL && !join_file(making, error)))
        return false;
    scope->chosen = filter->root != NULL;
    if (query->also.length > 0 && !join(making, &query->also, 1, NULL, error))
        return false;
    if (!join_options(making, error))
        return false;
    /* The port range of the machine that made a recording is unknown. */
    if (filter->asks_autobound &&
        (query->recording != NULL || !host_port_range(&filter->ports_low, &filter->ports_high)))
        filter->ports_low = filter->ports_high = 0;
    return true;
}

/* Returns the protocols whose tables may be missing without a note: -4 includes raw sockets, but
 * users mean TCP and UDP; and -A all means the protocols of this kernel. */
static uint32_t unnamed_protocols(const struct request *request, const struct query *query)
{
    if (query->kinds.protocols != 0)
        return PROTOCOLS_ALL & ~query->kinds.named;
    if ((request->protocols & PROTOCOLS_DEFAULT) == 0)
        return 0;
    return PROTOCOLS_ALL & ~PROTOCOLS_DEFAULT;
}

/* A request for everything includes protocols that the filter excludes: their tables may be missing
 * without a note. */
static bool forgive_excluded(const struct filter *filter, const struct query *query,
                             struct request *request)
{
    struct request meant = *request;

    if (!filter_narrow(filter, &meant))
        return false;
    request->unnamed = unnamed_protocols(&meant, query);
    request->unmeant = PROTOCOLS_ALL & ~meant.protocols;
    request->bound_named = meant.bound_named;
    return true;
}

static bool make_request(struct scope *scope, const struct query *query)
{
    struct filter *filter = &scope->filter;
    struct request *request = &scope->request;

    request_everything(request);
    if (!filter->names_protocol && query->recording == NULL)
        request->protocols = PROTOCOLS_DEFAULT;
    request->proc_root = query->proc_root;
    scope->judges = true;
    if (query->no_pushdown) {
        request->autobound = filter->asks_autobound;
        request->no_lookup = true;
        return forgive_excluded(filter, query, request);
    }
    if (!filter_narrow(filter, request))
        return false;
    scope->judges = !filter_is_of_protocols(filter);
    request->unnamed = unnamed_protocols(request, query);
    return true;
}

bool scope_make(struct scope *scope, const struct query *query, const struct names *names,
                const struct filter_names *bare, struct arena *arena, struct error *error)
{
    struct making making = {&scope->filter, query, names, bare, arena};
    const struct request *request = &scope->request;

    if (!make_filter(scope, &making, error))
        return false;
    if (!make_request(scope, query))
        return error_out_of_memory(error);
    scope->asks = filter_asks(&scope->filter, request->protocols & ~request->unmeant);
    return true;
}

static void plan_states(uint32_t states, struct builder *out)
{
    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if ((states & STATE_BIT(state)) != 0)
            builder_printf(out, "%s ", state_name((enum state)state));
    if ((states & STATE_BIT_BOUND) != 0)
        builder_add(out, TEXT("bound "));
}

static void plan_table(const struct scope *scope, enum protocol protocol, struct builder *out)
{
    const struct request *request = &scope->request;
    uint32_t states = request->states[protocol], every = STATES_ALL;

    builder_printf(out, "%-8s ", protocol_names[protocol]);
    if (protocol != PROTOCOL_TCP)
        builder_add(out, TEXT("sockets"));
    else if ((states & every) == every)
        builder_add(out, TEXT("every state"));
    else
        plan_states(states, out);
    builder_add_byte(out, '\n');
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->plan != NULL && (backends[i]->protocols & PROTOCOL_BIT(protocol)) != 0) {
            builder_printf(out, "           %s: ", backends[i]->name);
            backends[i]->plan(request, protocol, out);
            builder_add_byte(out, '\n');
            break;
        }
}

static bool has_kernel_tests(void)
{
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->plan != NULL)
            return true;
    return false;
}

void scope_plan(const struct scope *scope, struct builder *out)
{
    const struct request *request = &scope->request;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((request->protocols & PROTOCOL_BIT(i)) != 0 && request->states[i] != 0)
            plan_table(scope, (enum protocol)i, out);
    if (out->length == 0)
        builder_add(out, TEXT("nothing: no socket can match\n"));
    if (scope->filter.root == NULL || has_kernel_tests())
        filter_plan(&scope->filter, out);
    if (scope->judges)
        builder_add(out, has_kernel_tests()
                             ? TEXT("here     tests every row again with the whole filter\n")
                             : TEXT("here     tests every row with the whole filter\n"));
}
