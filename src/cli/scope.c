/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scope.h"

#include <errno.h>
#include <string.h>

#include "backend.h"
#include "input.h"
#include "port_range.h"
#include "privilege.h"
#include "query.h"

/* Adds `( A or B )` for the bits that are set, behind what is there. */
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
    return family_name((enum family)bit);
}

/* Options of one kind unite, kinds intersect; leading states of the filter stand for -a, -l, -B. */
static void write_options(const struct options *options, bool leads_with_states,
                          struct builder *out)
{
    static const char *const words[] = {
        [SELECT_ALL] = "", [SELECT_LISTENING] = "listening", [SELECT_BOUND] = "bound"};

    query_write(options, out);
    add_any(out, options->families, FAMILY_COUNT, family_word);
    if (!leads_with_states)
        builder_add(out, text_of(words[options->selection]));
}

static bool join_words(struct filter *filter, const struct run *run, const struct text *words,
                       size_t count, struct error *error)
{
    struct filter_source *source = arena_alloc(run->arena, sizeof(*source));
    struct filter more;

    if (source == NULL || !filter_source_words(source, run->arena, words, count))
        return error_out_of_memory(error);
    if (!filter_parse(&more, run->arena, source, run->names, error))
        return false;
    return filter_join(filter, &more) || error_out_of_memory(error);
}

static bool join_options(struct filter *filter, const struct run *run, struct error *error)
{
    struct builder text = {0};
    struct text word;
    bool good = true;

    write_options(run->options, filter->leads_with_states, &text);
    word = arena_copy(run->arena, builder_text(&text));
    if (text.failed || word.bytes == NULL)
        good = error_out_of_memory(error);
    else if (word.length > 0)
        good = join_words(filter, run, &word, 1, error);
    builder_free(&text);
    return good;
}

/* A filter in a file is written by people. */
#define FILE_MAX ((size_t)4 * 1024 * 1024)

static bool read_all(struct input *input, struct builder *content, const char *name,
                     struct error *error)
{
    struct text block;

    while ((block = input_peek(input)).length > 0) {
        if (content->length + block.length > FILE_MAX)
            return error_set(error, STATUS_USAGE, "%.200s: more than %zu bytes of filter", name,
                             FILE_MAX);
        builder_add(content, block);
        input_take(input, block.length);
    }
    if (input->failure != 0)
        return error_set(error, STATUS_FAILED, "%.200s: %s", name, strerror(input->failure));
    return !content->failed || error_out_of_memory(error);
}

static bool read_file(const struct run *run, const char *name, struct error *error)
{
    struct builder content = {0};
    struct input input;
    int failure = input_open(&input, name);
    bool good;

    if (failure != 0)
        good = error_set(error, STATUS_FAILED, "%.200s: %s", name, strerror(failure)) ||
               privilege_advise(failure, error);
    else
        good = read_all(&input, &content, name, error);
    input_close(&input);
    if (good) {
        *run->filter_text = arena_copy(run->arena, builder_text(&content));
        good = run->filter_text->bytes != NULL || error_out_of_memory(error);
    }
    builder_free(&content);
    return good;
}

static bool join_file(struct filter *filter, const struct run *run, struct error *error)
{
    const char *name = run->options->filter_file;
    struct filter_source *source = arena_alloc(run->arena, sizeof(*source));
    struct filter more;

    if (name == NULL)
        return true;
    if (run->filter_text->bytes == NULL && !read_file(run, name, error))
        return false;
    if (source == NULL || !filter_source_file(source, run->arena, *run->filter_text, name))
        return error_out_of_memory(error);
    if (!filter_parse(&more, run->arena, source, run->names, error))
        return false;
    return filter_join(filter, &more) || error_out_of_memory(error);
}

static bool make_filter(struct scope *scope, const struct run *run, struct error *error)
{
    struct filter *filter = &scope->filter;

    *filter = (struct filter){.arena = run->arena};
    if (!join_words(filter, run, run->words, run->word_count, error) ||
        !join_file(filter, run, error))
        return false;
    scope->chosen = filter->root != NULL;
    if (!join_options(filter, run, error))
        return false;
    /* The range of another machine is unknown. */
    if (filter->asks_autobound &&
        (run->options->read != NULL || !port_range_read(&filter->ports_low, &filter->ports_high)))
        filter->ports_low = filter->ports_high = 0;
    return true;
}

/* -4 also means raw sockets, but who types it means TCP and UDP first; and -A all, what there is.
 */
static uint32_t unnamed_protocols(const struct request *request, const struct options *options)
{
    if (options->protocols != 0)
        return PROTOCOLS_ALL & ~options->protocols_named;
    if ((request->protocols & PROTOCOLS_DEFAULT) == 0)
        return 0;
    return PROTOCOLS_ALL & ~PROTOCOLS_DEFAULT;
}

/* Of a request that asks for all: what nobody means may be missing. */
static bool forgive_unmeant(const struct filter *filter, const struct options *options,
                            struct request *request)
{
    struct request meant = *request;

    if (!filter_narrow(filter, &meant))
        return false;
    request->unnamed = unnamed_protocols(&meant, options);
    request->unmeant = PROTOCOLS_ALL & ~meant.protocols;
    request->bound_named = meant.bound_named;
    return true;
}

bool scope_make(struct scope *scope, const struct run *run, struct error *error)
{
    struct filter *filter = &scope->filter;
    struct request *request = &scope->request;

    if (!make_filter(scope, run, error))
        return false;
    request_everything(request);
    if (!filter->names_protocol)
        request->protocols = PROTOCOLS_DEFAULT;
    request->proc_root = run->options->proc_root;
    scope->judges = true;
    if (run->options->no_pushdown) {
        request->need |= filter->need;
        request->autobound = filter->asks_autobound;
        request->no_lookup = true;
        return forgive_unmeant(filter, run->options, request) || error_out_of_memory(error);
    }
    if (!filter_narrow(filter, request))
        return error_out_of_memory(error);
    scope->judges = !filter_is_of_protocols(filter);
    request->unnamed = unnamed_protocols(request, run->options);
    return true;
}

static void explain_table(const struct scope *scope, enum protocol protocol, struct builder *out)
{
    const struct request *request = &scope->request;
    uint32_t states = request->states[protocol], every = STATES_ALL;

    builder_printf(out, "%-8s ", protocol_name(protocol));
    if (protocol == PROTOCOL_TCP && (states & every) == every) {
        builder_add(out, TEXT("every state"));
    } else if (protocol == PROTOCOL_TCP) {
        for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
            if ((states & STATE_BIT(state)) != 0)
                builder_printf(out, "%s ", state_name((enum state)state));
        if ((states & STATE_BIT_BOUND) != 0)
            builder_add(out, TEXT("bound "));
    } else {
        builder_add(out, TEXT("sockets"));
    }
    builder_add_byte(out, '\n');
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->explain != NULL &&
            (backends[i]->protocols & PROTOCOL_BIT(protocol)) != 0) {
            builder_printf(out, "           %s: ", backends[i]->name);
            backends[i]->explain(request, protocol, out);
            builder_add_byte(out, '\n');
            break;
        }
}

bool scope_explain(const struct scope *scope, const struct run *run, struct error *error)
{
    const struct request *request = &scope->request;
    struct builder out = {0};

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((request->protocols & PROTOCOL_BIT(i)) != 0 && request->states[i] != 0)
            explain_table(scope, (enum protocol)i, &out);
    if (out.length == 0)
        builder_add(&out, TEXT("nothing: no socket can match\n"));
    filter_explain(&scope->filter, &out);
    if (scope->judges)
        builder_add(&out,
                    TEXT("here     every row that comes is judged again by the whole filter\n"));
    if (!out.failed)
        output_text(run->output, builder_text(&out));
    builder_free(&out);
    return !out.failed || error_out_of_memory(error);
}
