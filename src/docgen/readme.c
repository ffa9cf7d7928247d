/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of README.md. */
#include "blocks.h"
#include "errors.h"
#include "help.h"
#include "privilege.h"
#include "recipe.h"

void readme_examples(struct builder *out)
{
    builder_add(out, TEXT("```sh\n"));
    for (size_t i = 0; i < help_example_count; i++)
        builder_printf(out, "%-19s  # %s\n", help_examples[i].command, help_examples[i].question);
    builder_add(out, TEXT("```\n"));
}

void readme_recipes(struct builder *out)
{
    builder_add(out, TEXT("```sh\n"));
    for (size_t i = 0; i < recipe_count; i++) {
        builder_printf(out, "%s# %s\n", i == 0 ? "" : "\n", recipes[i].title);
        for (size_t line = 0; line < RECIPE_LINES && recipes[i].lines[line] != NULL; line++)
            builder_printf(out, "%s\n", recipes[i].lines[line]);
    }
    builder_add(out, TEXT("```\n"));
}

void readme_privileges(struct builder *out)
{
    builder_add(out, TEXT("| question | capabilities |\n| --- | --- |\n"));
    for (size_t i = 0; i < privilege_row_count; i++) {
        const char *between = "";

        builder_printf(out, "| %s | ", privilege_rows[i].query);
        for (unsigned one = 0; one < CAPABILITY_COUNT; one++)
            if ((privilege_rows[i].capabilities & CAPABILITY_BIT(one)) != 0) {
                builder_printf(out, "%s%s", between, capability_names[one]);
                between = ", ";
            }
        builder_add(out, TEXT(" |\n"));
    }
}

void readme_exit_status(struct builder *out)
{
    builder_add(out, TEXT("| exit status | |\n| --- | --- |\n"));
    for (unsigned status = 0; status < STATUS_COUNT; status++)
        builder_printf(out, "| %u | %s |\n", status, exit_status_meanings[status]);
}
