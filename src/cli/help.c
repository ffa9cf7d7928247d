/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "help.h"

#include "option_platform.h"
#include "style.h"
#include "verb.h"

static const struct example examples[] = {
    {"what is on port 8080?", "lsock 8080"},
    {"what has nginx open?", "lsock nginx"},
    {"what is in CLOSE-WAIT?", "lsock close-wait"},
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
    builder_printf(builder, option->letter == '\0' ? "    " : "-%c, ", option->letter);
    builder_printf(builder, "--%s", option->name);
    if (option->argument != ARGUMENT_NONE)
        builder_printf(builder, option->argument == ARGUMENT_OPTIONAL ? "[=%s]" : " %s",
                       option->metavar);
}

static size_t left_width(struct builder *left)
{
    const struct option *option;
    size_t width = 0;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        builder_clear(left);
        help_option_names(left, option);
        width = left->length > width ? left->length : width;
    }
    return width + 2;
}

/* The default verb's help names every option. */
static bool is_shown(const struct option *option, const struct verb *verb)
{
    return option_platform_refused(option_platform, option->letter, text_of(option->name)) ==
               NULL &&
           (verb->name == NULL || option_is_taken(option, verb));
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

static void write_group(struct output *output, const struct option_group *group,
                        const struct verb *verb, struct builder *left, bool colour)
{
    size_t width = left_width(left), shown = 0;

    for (size_t i = 0; i < group->count; i++) {
        const struct option *option = &group->rows[i];

        if (!is_shown(option, verb))
            continue;
        if (shown++ == 0)
            write_heading(output, group->title, colour);
        builder_clear(left);
        help_option_names(left, option);
        write_pair(output, builder_text(left), width, text_of(option->summary));
        if (option->letter == 'p')
            write_aliases(output, left, width);
    }
}

static void write_usage(struct output *output, const char *before, const struct verb *verb)
{
    output_text(output, text_of(before));
    if (verb->name != NULL) {
        output_text(output, text_of(verb->name));
        output_byte(output, ' ');
    }
    output_text(output, text_of(verb->usage));
    output_byte(output, '\n');
}

static void write_verb(struct output *output, const struct verb *verb)
{
    write_usage(output, "Usage: lsock ", verb);
    output_byte(output, ascii_upper(verb->summary[0]));
    output_text(output, text_of(verb->summary + 1));
    output_text(output, TEXT(".\n"));
}

static void write_all(struct output *output, size_t width, bool colour)
{
    const struct verb *verb;

    write_usage(output, "Usage: lsock ", verb_at(0));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            write_usage(output, "       lsock ", verb);
    output_text(output, TEXT("List sockets, say what their states mean.\n"));
    write_heading(output, "Examples", colour);
    for (size_t i = 0; i < COUNT_OF(examples); i++)
        write_pair(output, text_of(examples[i].question), width, text_of(examples[i].command));
    write_heading(output, "Instead of a filter", colour);
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            write_pair(output, text_of(verb->name), width, text_of(verb->summary));
}

bool help_write(const struct verb *verb, struct output *output, bool colour)
{
    const struct option_group *group;
    struct builder left = {0};
    bool whole;

    if (verb->name == NULL)
        write_all(output, left_width(&left), colour);
    else
        write_verb(output, verb);
    for (size_t i = 0; (group = option_group_at(i)) != NULL; i++)
        if (!group->hidden)
            write_group(output, group, verb, &left, colour);
    output_byte(output, '\n');
    output_text(output, text_of(option_platform->more));
    output_byte(output, '\n');
    whole = !left.failed;
    builder_free(&left);
    return whole;
}
