/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks about the command line: options, verbs, examples, backends, formats. */
#include "backend.h"
#include "blocks.h"
#include "habits.h"
#include "help.h"
#include "importers.h"
#include "mdoc.h"
#include "option_platform.h"
#include "option_table.h"
#include "prose.h"
#include "schema_file.h"
#include "verb.h"

/* Writes "[WORD...] FILE" as "Oo Ar WORD ... Oc Ar FILE", after `before`. */
static void add_usage(struct builder *out, const char *before, const char *usage)
{
    for (; *usage != '\0'; before = " ") {
        bool optional = *usage == '[';
        size_t length;

        usage += optional;
        length = strcspn(usage, " ].");
        builder_printf(out, "%s%sAr %.*s", before, optional ? "Oo " : "", (int)length, usage);
        usage += length;
        if (strncmp(usage, "...", 3) == 0)
            builder_add(out, TEXT(" ..."));
        if (optional)
            builder_add(out, TEXT(" Oc"));
        usage += strspn(usage, "]. ");
    }
    builder_add_byte(out, '\n');
}

void man_synopsis(struct builder *out)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++) {
        if (verb->chosen != 0)
            continue;
        /* On a line of its own: otherwise groff joins the lines. */
        builder_add(out, TEXT(".Nm\n."));
        if (verb->name != NULL)
            builder_printf(out, "Cm %s", verb->name);
        add_usage(out, verb->name == NULL ? "" : " ", verb->usage);
    }
}

void man_verbs(struct builder *out)
{
    const struct verb *verb;

    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++) {
        if (!verb_is_word(verb))
            continue;
        builder_printf(out, ".It Cm %s", verb->name);
        add_usage(out, " ", verb->usage);
        mdoc_sentence(out, verb->summary);
    }
}

/* The files in section FILES: one for each kind of document. */
void man_schemas(struct builder *out)
{
    const struct schema *schema;

    for (size_t i = 0; (schema = schema_at(i)) != NULL; i++)
        builder_printf(out, ".It Pa lsock/" SCHEMA_FILE "\nThe JSON Schema of\n.Li %s/1 .\n",
                       schema->name, schema->name);
}

void man_examples(struct builder *out)
{
    for (size_t i = 0; i < help_example_count; i++) {
        builder_add(out, TEXT(".It Li "));
        mdoc_arguments(out, text_of(help_examples[i].command));
        builder_add_byte(out, '\n');
        mdoc_text(out, text_of(help_examples[i].question));
    }
}

/* Writes Fl t , Fl Fl tcp; with an argument: Fl A Ar LIST , Fl Fl query Ar LIST. */
static void add_names(struct builder *out, const struct option *option)
{
    if (option->letter != '\0') {
        builder_printf(out, " Fl %c", option->letter);
        if (option->argument == ARGUMENT_REQUIRED)
            builder_printf(out, " Ar %s", option->metavar);
    }
    builder_printf(out, option->letter == '\0' ? " Fl Fl %s" : " , Fl Fl %s", option->name);
    if (option->argument == ARGUMENT_REQUIRED)
        builder_printf(out, " Ar %s", option->metavar);
    if (option->argument == ARGUMENT_OPTIONAL)
        builder_printf(out, " Ns Op = Ns Ar %s", option->metavar);
    builder_add_byte(out, '\n');
}

static void add_prose(struct builder *out, const struct option *option)
{
    struct text prose = prose_of(option->name);

    if (prose.length > 0)
        builder_add(out, prose);
    else
        mdoc_sentence(out, option->summary);
}

void man_options(struct builder *out)
{
    const struct option_group *group;

    for (size_t i = 0; (group = option_group_at(i)) != NULL; i++) {
        builder_add(out, TEXT(".Ss "));
        mdoc_arguments(out, text_of(group->title));
        builder_add(out, TEXT("\n.Bl -tag -width Ds\n"));
        for (size_t row = 0; row < group->count; row++) {
            builder_add(out, TEXT(".It"));
            add_names(out, &group->rows[row]);
            add_prose(out, &group->rows[row]);
        }
        builder_add(out, TEXT(".El\n"));
    }
}

static void add_habit(struct builder *out, const struct habit *habit)
{
    builder_add(out, TEXT(".It"));
    if (habit->letter != '\0')
        builder_printf(out, " Fl %c%s", habit->letter, habit->name == NULL ? "" : " ,");
    if (habit->name != NULL)
        builder_printf(out, " Fl Fl %s", habit->name);
    builder_printf(out, " Pq %s\n", habit->tool);
    if (habit->instead == NULL)
        mdoc_sentence(out, habit->hint);
    else if (habit->instead[0] == '\0')
        builder_add(out, TEXT("Ignored: always in effect.\n"));
    else if (habit->instead[0] == '-')
        builder_printf(out, "The same as\n.Fl Fl %s .\n", habit->instead + 2);
    else
        builder_printf(out, "The filter\n.Cm %s .\n", habit->instead);
}

void man_habits(struct builder *out)
{
    for (size_t i = 0; i < habit_count; i++)
        add_habit(out, &habits[i]);
}

void man_windows_letters(struct builder *out)
{
    for (size_t i = 0; i < option_platform_windows.alias_count; i++) {
        builder_printf(out, ".It Fl %c\n", option_platform_windows.aliases[i].letter);
        mdoc_sentence(out, option_platform_windows.aliases[i].summary);
    }
}

/* Whether Windows refuses the option for this reason. */
static bool has_reason(const struct option *option, const char *reason)
{
    return option->not_on_windows != NULL && strcmp(option->not_on_windows, reason) == 0;
}

static void add_reason(struct builder *out, const char *reason)
{
    const char *before = ".It";
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        if (!has_reason(option, reason))
            continue;
        builder_add(out, text_of(before));
        if (option->letter != '\0' &&
            option_platform_alias(&option_platform_windows, option->letter) == NULL)
            builder_printf(out, " Fl %c ,", option->letter);
        builder_printf(out, " Fl Fl %s", option->name);
        before = " ,";
    }
    builder_add_byte(out, '\n');
    mdoc_sentence(out, reason);
}

/* Lists each reason once, with its options. */
void man_windows_refused(struct builder *out)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        size_t first = 0;

        if (option->not_on_windows == NULL)
            continue;
        while (!has_reason(option_at(first), option->not_on_windows))
            first++;
        if (first == i)
            add_reason(out, option->not_on_windows);
    }
}

void man_backends(struct builder *out)
{
    for (size_t i = 0; i < backend_count; i++)
        mdoc_item(out, backends[i]->name, backends[i]->help);
}

void man_formats(struct builder *out)
{
    for (size_t i = 0; i < importer_count(); i++)
        mdoc_item(out, importer_at(i)->name, importer_at(i)->help);
}
