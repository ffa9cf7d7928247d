/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "help.h"

#include "option_platform.h"
#include "style.h"
#include "verb.h"

static const struct example examples[] = {
    {"what is on port 8080?", "lsock :8080"},
    {"who is connected?", "lsock connected"},
    {"what is listening?", "lsock -l"},
    {"the same for a script", "lsock -l --json"},
};

const struct example *examples_all(size_t *count)
{
    *count = COUNT_OF(examples);
    return examples;
}

static void write_heading(struct output *output, const char *heading, bool colour)
{
    output_byte(output, '\n');
    output_text(output, style_begin(ROLE_HEADING, colour));
    output_text(output, text_of(heading));
    output_byte(output, ':');
    output_text(output, style_end(ROLE_HEADING, colour));
    output_byte(output, '\n');
}

/* Two columns: what stands left, blanks up to `width`, what stands right. */
static void write_pair(struct output *output, struct text left, size_t width, struct text right)
{
    output_text(output, TEXT("  "));
    output_text(output, left);
    output_fill(output, ' ', left.length < width ? width - left.length : 1);
    output_text(output, right);
    output_byte(output, '\n');
}

void help_option_names(struct builder *builder, const struct option *option)
{
    if (option->letter != '\0')
        builder_printf(builder, option->name == NULL ? "-%c" : "-%c, ", option->letter);
    else
        builder_add(builder, TEXT("    "));
    if (option->name != NULL)
        builder_printf(builder, "--%s", option->name);
    if (option->argument == ARGUMENT_REQUIRED)
        builder_printf(builder, " %s", option->metavar);
    if (option->argument == ARGUMENT_OPTIONAL)
        builder_printf(builder, "[=%s]", option->metavar);
}

static size_t left_width(struct builder *left)
{
    size_t count, width = 0;
    const struct option *all = options_all(&count);

    for (size_t i = 0; i < count; i++) {
        builder_clear(left);
        help_option_names(left, &all[i]);
        width = left->length > width ? left->length : width;
    }
    return width + 2;
}

static bool is_refused_here(const struct option *option)
{
    return option_platform_refused(option_platform, option->letter, text_of(option->name)) != NULL;
}

size_t help_left_width(void)
{
    struct builder left = {0};
    size_t width = left_width(&left);

    builder_free(&left);
    return width;
}

/* Below the option that they stand for. */
static void write_aliases(struct output *output, struct builder *left, size_t width)
{
    for (size_t i = 0; i < option_platform->alias_count; i++) {
        builder_clear(left);
        builder_printf(left, "-%c", option_platform->aliases[i].letter);
        write_pair(output, builder_text(left), width, text_of(option_platform->aliases[i].summary));
    }
}

static void write_group(struct output *output, enum option_group group, struct builder *left,
                        size_t width)
{
    size_t count;
    const struct option *all = options_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (all[i].group != group || is_refused_here(&all[i]))
            continue;
        builder_clear(left);
        help_option_names(left, &all[i]);
        write_pair(output, builder_text(left), width, text_of(all[i].summary));
        if (all[i].letter == 'p')
            write_aliases(output, left, width);
    }
}

static void write_usage(struct output *output)
{
    size_t count;
    const struct verb *const *verbs = verbs_all(&count);

    for (size_t i = 0; i < count; i++) {
        output_text(output, i == 0 ? TEXT("Usage: lsock ") : TEXT("       lsock "));
        if (verbs[i]->name != NULL) {
            output_text(output, text_of(verbs[i]->name));
            output_byte(output, ' ');
        }
        output_text(output, text_of(verbs[i]->usage));
        output_byte(output, '\n');
    }
    output_text(output, TEXT("List sockets, say what their states mean.\n"));
}

/* The words that are no filter; nothing where there is only the default. */
static void write_verbs(struct output *output, size_t width, bool colour)
{
    size_t count;
    const struct verb *const *verbs = verbs_all(&count);

    if (count < 2)
        return;
    write_heading(output, "Instead of a filter", colour);
    for (size_t i = 1; i < count; i++)
        write_pair(output, text_of(verbs[i]->name), width, text_of(verbs[i]->summary));
}

bool help_write(struct output *output, bool colour)
{
    struct builder left = {0};
    size_t width = left_width(&left);
    bool whole;

    write_usage(output);
    write_heading(output, "Examples", colour);
    for (size_t i = 0; i < COUNT_OF(examples); i++)
        write_pair(output, text_of(examples[i].question), width, text_of(examples[i].command));
    write_verbs(output, width, colour);
    for (unsigned group = 0; group < GROUP_TESTS; group++) {
        write_heading(output, option_group_title((enum option_group)group), colour);
        write_group(output, (enum option_group)group, &left, width);
    }
    output_byte(output, '\n');
    output_text(output, text_of(option_platform->more));
    output_byte(output, '\n');
    whole = !left.failed;
    builder_free(&left);
    return whole;
}
