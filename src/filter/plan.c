/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --plan: where each test of the filter runs. */
#include "narrow.h"

#include <string.h>

/* Whether the request covers the test: it bounds states, protocols, families or an end. */
static bool is_asked(const struct filter_node *node)
{
    struct test nothing = {.kind = TEST_AUTOBOUND};
    struct filter_node any = {.kind = NODE_TEST, .test = nothing};
    struct bounds bounds = bounds_of(node, false), every = bounds_of(&any, false);

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if (bounds.states[i] != every.states[i])
            return true;
    return bounds.families != every.families;
}

/* The first test in the subtree that the kernel cannot do. */
static const struct test *find_unpushed(const struct filter *filter, const struct filter_node *node)
{
    const struct predicate *predicate;

    if (node->kind == NODE_TEST) {
        predicate = push_predicate(filter, node, false);
        return predicate != NULL && predicate->kind == PREDICATE_TRUE ? &node->test : NULL;
    }
    for (const struct filter_node *next = node->first; next != NULL; next = next->next) {
        const struct test *test = find_unpushed(filter, next);

        if (test != NULL)
            return test;
    }
    return NULL;
}

static void tell_reason(const struct test *test, struct builder *out)
{
    if (test == NULL)
        return;
    if (test->column != NULL)
        builder_printf(out, "the kernel cannot test %s", test->column->name);
    else if (test->kind == TEST_AUTOBOUND)
        builder_add(out,
                    TEXT("the kernel is asked twice: for autobound sockets and for the others"));
    else
        builder_add(out, TEXT("the kernel can apply this test only when it stands alone"));
}

static void write_node(const struct filter_node *node, struct builder *out)
{
    const char *between = node->kind == NODE_OR ? " or " : " ";

    if (node->kind == NODE_NOT && node->typed.length == 0)
        builder_add(out, TEXT("not "));
    if (node->typed.length > 0) {
        builder_add(out, node->typed);
        return;
    }
    for (const struct filter_node *part = node->first; part != NULL; part = part->next) {
        bool group = part->kind < NODE_NOT;

        builder_add(out, text_of(part == node->first ? "" : between));
        builder_add(out, text_of(group ? "( " : ""));
        write_node(part, out);
        builder_add(out, text_of(group ? " )" : ""));
    }
}

static void tell_term(const struct filter *filter, const struct filter_node *node,
                      struct builder *out)
{
    const struct predicate *predicate = push_predicate(filter, node, false);
    const struct test *unpushed = find_unpushed(filter, node);
    bool pushed = predicate != NULL && predicate->kind != PREDICATE_TRUE;
    bool asked = is_asked(node);

    builder_add(out, asked || pushed ? TEXT("kernel   ") : TEXT("here     "));
    write_node(node, out);
    builder_add(out, TEXT("\n           "));
    if (asked)
        builder_add(out, TEXT("in the request: states, protocols, families"));
    if (pushed) {
        builder_add(out, asked ? TEXT("; tested: ") : TEXT("tested: "));
        predicate_describe(predicate, out);
    }
    if (!asked && !pushed)
        tell_reason(unpushed, out);
    builder_add_byte(out, '\n');
}

void filter_plan(const struct filter *filter, struct builder *out)
{
    const struct filter_node *root = filter->root;

    if (root == NULL)
        builder_add(out, TEXT("no filter: every socket\n"));
    else if (root->kind != NODE_AND)
        tell_term(filter, root, out);
    else
        for (const struct filter_node *node = root->first; node != NULL; node = node->next)
            tell_term(filter, node, out);
}
