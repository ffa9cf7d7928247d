/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses single tests: keywords, columns, protocols, families and addresses. */
#include "parser.h"

#include <errno.h>

#include "nearest.h"
#include "next.h"
#include "number.h"

static bool is_value(const struct token *token)
{
    return token->kind == TOKEN_QUOTED ||
           (token->kind == TOKEN_TEXT && (token->word == WORD_NONE || token->word > WORD_CLOSE));
}

static bool take_value(struct parser *parser, const char *what, struct token *value)
{
    if (!is_value(&parser->token))
        return parser_expected(parser, what);
    *value = parser->token;
    parser_advance(parser);
    return true;
}

/* The comparisons that a test allows. */
enum order { ONLY_EQUAL, ORDERED, TEXTUAL, ANY_ORDER };

static bool is_allowed(enum word word, enum order order)
{
    if (word == WORD_EQUAL || word == WORD_UNEQUAL || order == ANY_ORDER)
        return true;
    if (word == WORD_LIKE || word == WORD_UNLIKE)
        return order == TEXTUAL;
    return order == ORDERED;
}

/* Takes a comparison, or assumes `=`; *given: there was one. */
static bool take_comparison(struct parser *parser, enum order order, struct test *test,
                            bool *opposite, bool *given)
{
    static const enum comparison comparisons[] = {
        [WORD_EQUAL] = COMPARE_EQUAL,
        [WORD_UNEQUAL] = COMPARE_EQUAL,
        [WORD_LESS] = COMPARE_LESS,
        [WORD_GREATER] = COMPARE_GREATER,
        [WORD_LESS_EQUAL] = COMPARE_LESS_EQUAL,
        [WORD_GREATER_EQUAL] = COMPARE_GREATER_EQUAL,
        [WORD_LIKE] = COMPARE_LIKE,
        [WORD_UNLIKE] = COMPARE_LIKE,
    };
    static const char *const refusals[] = {
        [ONLY_EQUAL] = "expected = or !=",
        [ORDERED] = "expected = != < > <= or >=",
        [TEXTUAL] = "expected = != ~ or !~",
    };
    enum word word = parser->token.word;
    bool there = parser->token.kind != TOKEN_QUOTED && word_is_comparison(word);

    *given = there;
    test->comparison = COMPARE_EQUAL;
    if (!there)
        return true;
    if (!is_allowed(word, order))
        return parser_refuse(parser, &parser->token, refusals[order]);
    test->comparison = comparisons[word];
    *opposite = word == WORD_UNEQUAL || word == WORD_UNLIKE;
    parser_advance(parser);
    return true;
}

static const struct filter_group *find_group(struct text name)
{
    for (size_t i = 0; i < filter_group_count; i++)
        if (text_equal_nocase(name, text_of(filter_groups[i].name)))
            return &filter_groups[i];
    return NULL;
}

static bool no_such_state(const struct parser *parser, const struct token *token,
                          const struct state_match *match)
{
    struct nearest nearest = {{NULL, 0}, 0};

    if (match->kind == STATE_MATCH_AMBIGUOUS)
        return parser_suggest(
            parser, token, "ambiguous state name", TEXT(""),
            "did you mean `state syn-received`, or `state fin-wait-2 state close-wait`?");
    for (size_t i = 0; i < filter_group_count; i++)
        nearest_offer(&nearest, token->text, text_of(filter_groups[i].name));
    return parser_suggest(parser, token, "unknown state",
                          nearest.best.length != 0 ? nearest.best : match->nearest,
                          "`lsock explain --list` lists the states; all, connected, synchronized, "
                          "bucket and big are groups");
}

/* CLOSED includes bound sockets; a word for bound sockets means only those. */
static uint32_t states_of_match(const struct state_match *match)
{
    if (match->kind == STATE_MATCH_EXTRA && match->state == STATE_CLOSED &&
        text_equal(text_of(match->tag), TEXT("bound")))
        return STATE_BIT_BOUND;
    return match->states | ((match->states & STATE_BIT(STATE_CLOSED)) != 0 ? STATE_BIT_BOUND : 0);
}

bool parse_is_state(struct text name)
{
    struct state_match match = state_from_word(name);

    return find_group(name) != NULL || match.kind == STATE_MATCH_AMBIGUOUS ||
           states_of_match(&match) != 0;
}

static bool read_states(struct parser *parser, const struct token *token, struct test *test)
{
    const struct filter_group *group = find_group(token->text);
    struct state_match match = state_from_name(token->text);

    test->mask = group != NULL ? group->states : states_of_match(&match);
    return test->mask != 0 || no_such_state(parser, token, &match);
}

bool parse_states(struct parser *parser, struct test *test)
{
    struct token value = {.kind = TOKEN_END};

    return take_value(parser, "a state", &value) && read_states(parser, &value, test);
}

static bool read_end(struct parser *parser, const struct token *value, struct test *test)
{
    test->end = end_pattern_parse(parser, value, END_NAMED);
    return test->end != NULL;
}

static bool read_port(struct parser *parser, const struct token *value, struct test *test)
{
    if (!port_parse(parser, value, test))
        return false;
    if (test->end->port_count == 0) /* `*`: any port */
        test->kind = TEST_END;
    return true;
}

static bool read_interface(struct parser *parser, const struct token *value, struct test *test)
{
    int failure;

    if (parser_find_interface(parser, value->text, &test->interface))
        return true;
    failure = errno;
    return parser_suggest(parser, value, "no such interface", TEXT(""),
                          "`interface = NAME` does not check that it exists") ||
           parser_look_up_failed(parser, failure);
}

static bool read_cgroup(struct parser *parser, const struct token *value, struct test *test)
{
    const struct names *names = parser->names;
    int failure;

    errno = 0;
    if (number_parse(value->text, UINT64_MAX, &test->cgroup) ||
        (names != NULL && names->cgroup_id != NULL &&
         names->cgroup_id(names->context, value->text, &test->cgroup)))
        return true;
    failure = errno;
    return parser_suggest(parser, value, "no such control group (v2)", TEXT(""),
                          "`cgroup = NUMBER` takes a number from the column cgroup_id") ||
           parser_look_up_failed(parser, failure);
}

/* Keywords that compare with a value. */
static const struct own_test {
    enum test_kind kind;
    unsigned sides;
    enum order order;
    const char *value;
    bool (*read)(struct parser *parser, const struct token *value, struct test *test);
} own_tests[] = {
    [WORD_STATE] = {TEST_STATES, 0, ONLY_EQUAL, "a state", read_states},
    [WORD_EXCLUDE] = {TEST_STATES, 0, ONLY_EQUAL, "a state", read_states},
    [WORD_SRC] = {TEST_END, SIDE_BIT(SIDE_LOCAL), ONLY_EQUAL, "an address, a prefix or a host name",
                  read_end},
    [WORD_DST] = {TEST_END, SIDE_BIT(SIDE_REMOTE), ONLY_EQUAL,
                  "an address, a prefix or a host name", read_end},
    [WORD_SPORT] = {TEST_PORT, SIDE_BIT(SIDE_LOCAL), ORDERED, "a port", read_port},
    [WORD_DPORT] = {TEST_PORT, SIDE_BIT(SIDE_REMOTE), ORDERED, "a port", read_port},
    [WORD_HOST] = {TEST_END, SIDES_BOTH, ONLY_EQUAL, "an address, a prefix or a host name",
                   read_end},
    [WORD_PORT] = {TEST_PORT, SIDES_BOTH, ORDERED, "a port", read_port},
    [WORD_DEV] = {TEST_INTERFACE, 0, ONLY_EQUAL, "the name or index of an interface",
                  read_interface},
    [WORD_FWMARK] = {TEST_MARK, 0, ONLY_EQUAL, "a firewall mark", mark_parse},
    [WORD_CGROUP] = {TEST_CGROUP, 0, ONLY_EQUAL, "the path of a control group", read_cgroup},
};

/* `src port 80` and `dst net 10/8`, as in tcpdump. */
static enum word take_what(struct parser *parser, enum word word)
{
    bool is_side = word == WORD_SRC || word == WORD_DST;
    enum word what = is_side && parser->token.kind == TOKEN_TEXT ? parser->token.word : WORD_NONE;

    if (what != WORD_HOST && what != WORD_PORT)
        return word;
    parser_advance(parser);
    return what == WORD_HOST ? word : word == WORD_SRC ? WORD_SPORT : WORD_DPORT;
}

static bool parse_own_test(struct parser *parser, enum word word, struct test *test, bool *opposite)
{
    const struct own_test *own = &own_tests[take_what(parser, word)];
    struct token value = {.kind = TOKEN_END};
    bool given;

    test->kind = own->kind;
    test->sides = own->sides;
    if (!take_comparison(parser, own->order, test, opposite, &given) ||
        !take_value(parser, own->value, &value) || !own->read(parser, &value, test))
        return false;
    *opposite ^= word == WORD_EXCLUDE;
    return true;
}

static enum order order_of(const struct column *column)
{
    switch (column->type) {
    case VALUE_TEXT:
        return TEXTUAL;
    case VALUE_NUMBER:
    case VALUE_INTEGER:
        return ORDERED;
    case VALUE_LIST:
        return ANY_ORDER;
    default:
        return ONLY_EQUAL;
    }
}

bool filter_compares(const struct filter_next *next, enum word comparison)
{
    return is_allowed(comparison,
                      next->column != NULL ? order_of(next->column) : own_tests[next->word].order);
}

static bool no_such_protocol(const struct parser *parser, const struct token *value)
{
    struct nearest nearest = {{NULL, 0}, 0};

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        nearest_offer(&nearest, value->text, text_of(protocol_names[i]));
    return parser_suggest(parser, value, "no such protocol in this build", nearest.best, NULL);
}

/* If the name is a protocol, sets the test for it. */
static bool read_protocol(struct parser *parser, struct text name, struct test *test)
{
    enum protocol protocol;

    if (!protocol_from_name(name, &protocol))
        return false;
    test->kind = TEST_PROTOCOLS;
    test->mask = PROTOCOL_BIT(protocol);
    parser->filter->names_protocol = true;
    return true;
}

/* Columns with closed lists of values, and the interface. False: *error is set. */
static bool read_meaning(struct parser *parser, const struct token *value, struct test *test)
{
    struct state_match match;
    enum family family;

    if (test->comparison != COMPARE_EQUAL)
        return true;
    switch (test->column->meaning) {
    case MEANING_PROTOCOL:
        return read_protocol(parser, value->text, test) || no_such_protocol(parser, value);
    case MEANING_FAMILY:
        if (!filter_family(value->text, &family))
            return parser_refuse(parser, value, "unknown address family");
        test->text = text_of(family_names[family]);
        test->mask = FAMILY_BIT(family);
        parser->filter->names_protocol = true;
        break;
    case MEANING_STATUS:
        match = state_from_name(value->text);
        test->mask = states_of_match(&match);
        if (test->mask != 0)
            test->kind = TEST_STATES;
        break;
    case MEANING_INTERFACE:
        (void)parser_find_interface(parser, value->text, &test->interface);
        break;
    default:
        break;
    }
    return true;
}

static bool is_remote(const struct column *column)
{
    return column->meaning >= MEANING_REMOTE_ADDRESS && column->meaning <= MEANING_REMOTE;
}

static bool parse_column_test(struct parser *parser, const struct column *column, struct test *test,
                              bool *opposite)
{
    struct token value = {.kind = TOKEN_END};
    const struct column *other;
    bool given;

    test->kind = TEST_COLUMN;
    test->column = column;
    test->sides = SIDE_BIT(is_remote(column) ? SIDE_REMOTE : SIDE_LOCAL);
    parser->filter->need |= column->need;
    parser->filter->asks_columns = true;
    test->nocase = parser->names != NULL && parser->names->windows;
    if (!take_comparison(parser, order_of(column), test, opposite, &given))
        return false;
    if (column->type == VALUE_BOOL && !given) {
        test->boolean = true;
        return true;
    }
    if (!take_value(parser, "a value", &value)) {
        if (parser->token.kind == TOKEN_END && !given)
            error_remedy(
                parser->error, "for instance `%s %s`; `lsock --columns +%s` shows the column",
                column->name, column->type == VALUE_NUMBER ? "> 0" : "= VALUE", column->name);
        return false;
    }
    other = literal_column(&value, column);
    if (other != NULL)
        return columns_parse(parser, &value, other, test);
    return literal_parse(parser, &value, test) && read_meaning(parser, &value, test);
}

/* Other words: a protocol, a family, or an address. */
static bool parse_other_test(struct parser *parser, const struct token *subject, struct test *test)
{
    enum family family;

    if (read_protocol(parser, subject->text, test))
        return true;
    if (filter_family(subject->text, &family)) {
        test->kind = TEST_FAMILIES;
        test->mask = FAMILY_BIT(family);
        parser->filter->names_protocol = true;
        return true;
    }
    test->kind = TEST_END;
    test->sides = SIDES_BOTH;
    test->end = end_pattern_parse(parser, subject, END_SHORTHAND);
    return test->end != NULL;
}

bool parse_test(struct parser *parser, struct test *test, bool *opposite)
{
    struct token subject = parser->token;
    const struct column *column;

    parser_advance(parser);
    if (subject.word == WORD_AUTOBOUND) {
        test->kind = TEST_AUTOBOUND;
        parser->filter->asks_autobound = true;
        return true;
    }
    if (subject.word != WORD_NONE)
        return parse_own_test(parser, subject.word, test, opposite);
    column = column_find_word(subject.text);
    return column != NULL ? parse_column_test(parser, column, test, opposite)
                          : parse_other_test(parser, &subject, test);
}
