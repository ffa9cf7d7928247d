/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single tests: a word of the filter's own, a column, a protocol, a family, or an address. */
#include "parser.h"

#include "nearest.h"
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

/* Which comparisons a test knows. */
enum order { ONLY_EQUAL, ORDERED, TEXTUAL, ANY_ORDER };

static bool is_allowed(enum word word, enum order order)
{
    if (word == WORD_EQUAL || word == WORD_UNEQUAL || order == ANY_ORDER)
        return true;
    if (word == WORD_LIKE || word == WORD_UNLIKE)
        return order == TEXTUAL;
    return order == ORDERED;
}

static bool not_allowed(const struct parser *parser, enum order order)
{
    static const char *const known[] = {
        [ONLY_EQUAL] = "= and !=", [ORDERED] = "= != < > <= and >=", [TEXTUAL] = "= != ~ and !~"};

    error_set(parser->error, STATUS_USAGE, "only %s can stand here", known[order]);
    return parser_mark(parser, parser->token.begin, parser->token.end);
}

/* A comparison, or `=` where there is none; *given, which may be NULL: whether there is one. */
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
    enum word word = parser->token.word;
    bool there = parser->token.kind != TOKEN_QUOTED && word_is_comparison(word);

    if (given != NULL)
        *given = there;
    test->comparison = COMPARE_EQUAL;
    if (!there)
        return true;
    if (!is_allowed(word, order))
        return not_allowed(parser, order);
    test->comparison = comparisons[word];
    *opposite = word == WORD_UNEQUAL || word == WORD_UNLIKE;
    parser_advance(parser);
    return true;
}

static bool no_such_state(const struct parser *parser, const struct token *token,
                          const struct state_match *match)
{
    struct nearest nearest = {{NULL, 0}, 0};
    size_t count;
    const struct filter_group *groups = filter_groups(&count);

    if (match->kind == STATE_MATCH_AMBIGUOUS) {
        error_set(parser->error, STATUS_USAGE, "this word means different things");
        error_remedy(parser->error,
                     "`state syn-received`, or `state fin-wait-2 state close-wait`?");
        return parser_mark(parser, token->begin, token->end);
    }
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, token->text, text_of(groups[i].name));
    if (nearest.best.length == 0)
        nearest.best = match->nearest;
    error_set(parser->error, STATUS_USAGE, "there is no such state");
    if (nearest.best.length != 0)
        error_remedy(parser->error, "did you mean %.*s?", (int)nearest.best.length,
                     nearest.best.bytes);
    else
        error_remedy(parser->error,
                     "the states are in `lsock explain --list`, and all, connected, "
                     "synchronized, bucket, big are words for several");
    return parser_mark(parser, token->begin, token->end);
}

/* CLOSED comprises the bound ones; a word for those alone means them alone. */
static uint32_t states_of_match(const struct state_match *match)
{
    if (match->kind == STATE_MATCH_EXTRA && match->state == STATE_CLOSED &&
        text_equal(text_of(match->tag), TEXT("bound")))
        return STATE_BIT_BOUND;
    return match->states | ((match->states & STATE_BIT(STATE_CLOSED)) != 0 ? STATE_BIT_BOUND : 0);
}

static bool read_states(const struct parser *parser, const struct token *token, uint32_t *states)
{
    size_t count;
    const struct filter_group *groups = filter_groups(&count);
    struct state_match match;

    for (size_t i = 0; i < count; i++)
        if (text_equal_nocase(token->text, text_of(groups[i].name))) {
            *states = groups[i].states;
            return true;
        }
    match = state_from_name(token->text);
    *states = states_of_match(&match);
    return *states != 0 || no_such_state(parser, token, &match);
}

bool parse_states(struct parser *parser, uint32_t *states)
{
    struct token value = {.kind = TOKEN_END};

    return take_value(parser, "a state", &value) && read_states(parser, &value, states);
}

static bool parse_state_test(struct parser *parser, struct test *test, bool *opposite, bool exclude)
{
    test->kind = TEST_STATES;
    if (!take_comparison(parser, ONLY_EQUAL, test, opposite, NULL) ||
        !parse_states(parser, &test->mask))
        return false;
    if (exclude)
        *opposite = !*opposite;
    return true;
}

static bool parse_host_test(struct parser *parser, struct test *test, bool *opposite,
                            enum side side)
{
    struct token value = {.kind = TOKEN_END};

    test->kind = TEST_HOST;
    test->sides = SIDE_BIT(side);
    if (!take_comparison(parser, ONLY_EQUAL, test, opposite, NULL) ||
        !take_value(parser, "an address, a prefix or a host name", &value))
        return false;
    test->host = host_parse(parser, &value, HOST_NAMED);
    return test->host != NULL;
}

static bool parse_port_test(struct parser *parser, struct test *test, bool *opposite,
                            enum side side)
{
    struct token value = {.kind = TOKEN_END};

    test->sides = SIDE_BIT(side);
    if (!take_comparison(parser, ORDERED, test, opposite, NULL) ||
        !take_value(parser, "a port", &value))
        return false;
    test->host = host_parse(parser, &value, HOST_PORT);
    if (test->host == NULL)
        return false;
    test->kind = test->host->has_port ? TEST_PORT : TEST_HOST; /* `*`: any port */
    test->port = test->host->port;
    test->host->has_port = false;
    return true;
}

static bool find_interface(const struct names *names, struct text name, uint32_t *index)
{
    uint64_t number;

    if (names != NULL && names->interface_index != NULL &&
        names->interface_index(names->context, name, index))
        return true;
    *index = 0;
    if (!number_parse(name, UINT32_MAX, &number))
        return false;
    *index = (uint32_t)number;
    return true;
}

static bool parse_interface_test(struct parser *parser, struct test *test, bool *opposite)
{
    struct token value = {.kind = TOKEN_END};

    test->kind = TEST_INTERFACE;
    if (!take_comparison(parser, ONLY_EQUAL, test, opposite, NULL) ||
        !take_value(parser, "the name or index of an interface", &value))
        return false;
    if (find_interface(parser->names, value.text, &test->interface))
        return true;
    error_set(parser->error, STATUS_USAGE, "there is no such interface here");
    error_remedy(parser->error, "`interface = NAME` asks without looking whether it exists");
    return parser_mark(parser, value.begin, value.end);
}

static bool parse_mark_test(struct parser *parser, struct test *test, bool *opposite)
{
    struct token value = {.kind = TOKEN_END};

    test->kind = TEST_MARK;
    parser->filter->need |= NEED_MARK;
    return take_comparison(parser, ONLY_EQUAL, test, opposite, NULL) &&
           take_value(parser, "a firewall mark", &value) && mark_parse(parser, &value, test);
}

static bool parse_cgroup_test(struct parser *parser, struct test *test, bool *opposite)
{
    const struct names *names = parser->names;
    struct token value = {.kind = TOKEN_END};

    test->kind = TEST_CGROUP;
    if (!take_comparison(parser, ONLY_EQUAL, test, opposite, NULL) ||
        !take_value(parser, "the path of a control group", &value))
        return false;
    if (number_parse(value.text, UINT64_MAX, &test->cgroup) ||
        (names != NULL && names->cgroup_id != NULL &&
         names->cgroup_id(names->context, value.text, &test->cgroup)))
        return true;
    error_set(parser->error, STATUS_USAGE, "there is no such control group (v2) here");
    error_remedy(parser->error, "`cgroup = NUMBER` asks by number, as in the column cgroup_id");
    return parser_mark(parser, value.begin, value.end);
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

static bool no_such_protocol(const struct parser *parser, const struct token *value)
{
    struct nearest nearest = {{NULL, 0}, 0};

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        nearest_offer(&nearest, value->text, text_of(protocol_name((enum protocol)i)));
    error_set(parser->error, STATUS_USAGE, "there is no such protocol in this build");
    if (nearest.best.length != 0)
        error_remedy(parser->error, "did you mean %.*s?", (int)nearest.best.length,
                     nearest.best.bytes);
    return parser_mark(parser, value->begin, value->end);
}

static bool no_such_family(const struct parser *parser, const struct token *value)
{
    error_set(parser->error, STATUS_USAGE, "there is no such family of addresses");
    return parser_mark(parser, value->begin, value->end);
}

/* Columns with closed lists of values, and the interface. False: the error is set. */
static bool read_meaning(struct parser *parser, const struct token *value, struct test *test)
{
    struct state_match match;
    enum protocol protocol;
    enum family family;

    if (test->comparison != COMPARE_EQUAL)
        return true;
    switch (test->column->meaning) {
    case MEANING_PROTOCOL:
        if (!protocol_from_name(value->text, &protocol))
            return no_such_protocol(parser, value);
        test->kind = TEST_PROTOCOLS;
        test->mask = PROTOCOL_BIT(protocol);
        parser->filter->names_protocol = true;
        break;
    case MEANING_FAMILY:
        if (!filter_family(value->text, &family))
            return no_such_family(parser, value);
        test->literal.text = text_of(family_name(family));
        test->mask = FAMILY_BIT(family);
        parser->filter->names_protocol = true;
        break;
    case MEANING_STATUS:
        match = state_from_name(value->text);
        if (states_of_match(&match) == 0)
            break;
        test->kind = TEST_STATES;
        test->mask = states_of_match(&match);
        break;
    case MEANING_INTERFACE:
        if (!find_interface(parser->names, value->text, &test->interface))
            test->interface = 0;
        break;
    default:
        break;
    }
    return true;
}

static bool parse_column_test(struct parser *parser, const struct column *column, struct test *test,
                              bool *opposite)
{
    struct token value = {.kind = TOKEN_END};
    bool given;

    test->kind = TEST_COLUMN;
    test->column = column;
    parser->filter->need |= column->need;
    parser->filter->asks_columns = true;
    if (!take_comparison(parser, order_of(column), test, opposite, &given))
        return false;
    if (column->type == VALUE_BOOL && !given) {
        test->literal.boolean = true;
        return true;
    }
    return take_value(parser, "a value to compare with", &value) &&
           literal_parse(parser, &value, test) && read_meaning(parser, &value, test);
}

static void offer_words(struct nearest *nearest, struct text typed)
{
    size_t count;
    const struct filter_word *words = filter_words(&count);

    for (size_t i = 0; i < count; i++)
        if (words[i].class != WORDS_COMPARISONS && words[i].summary != NULL)
            nearest_offer(nearest, typed, text_of(words[i].spelling));
    for (size_t i = 0; i < column_count(); i++)
        nearest_offer(nearest, typed, text_of(column_at(i)->name));
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        nearest_offer(nearest, typed, text_of(protocol_name((enum protocol)i)));
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++)
        nearest_offer(nearest, typed, text_of(family_name((enum family)i)));
}

static bool no_such_word(const struct parser *parser, const struct token *subject)
{
    struct nearest nearest = {{NULL, 0}, 0};
    struct state_match match = state_from_name(subject->text);
    size_t count;
    const struct filter_group *groups = filter_groups(&count);

    error_set(parser->error, STATUS_USAGE, "this is no word of the filter");
    offer_words(&nearest, subject->text);
    for (size_t i = 0; i < count; i++)
        if (text_equal_nocase(subject->text, text_of(groups[i].name)))
            match.kind = STATE_MATCH_GROUP;
    if (match.kind != STATE_MATCH_NONE && subject->text.length < 64)
        error_remedy(parser->error, "did you mean `state %.*s`?", (int)subject->text.length,
                     subject->text.bytes);
    else if (nearest.best.length != 0)
        error_remedy(parser->error, "did you mean %.*s?", (int)nearest.best.length,
                     nearest.best.bytes);
    else
        error_remedy(parser->error,
                     "a host name stands after `src` or `dst`; the words are those of ss, and the "
                     "columns in `lsock --columns help`");
    return parser_mark(parser, subject->begin, subject->end);
}

/* A word that is neither the filter's own nor a column's. */
static bool parse_other_test(struct parser *parser, const struct token *subject, struct test *test)
{
    enum protocol protocol;
    enum family family;

    if (protocol_from_name(subject->text, &protocol)) {
        test->kind = TEST_PROTOCOLS;
        test->mask = PROTOCOL_BIT(protocol);
        parser->filter->names_protocol = true;
        return true;
    }
    if (filter_family(subject->text, &family)) {
        test->kind = TEST_FAMILIES;
        test->mask = FAMILY_BIT(family);
        parser->filter->names_protocol = true;
        return true;
    }
    if (!host_looks_like(subject->text))
        return no_such_word(parser, subject);
    test->kind = TEST_HOST;
    test->sides = SIDES_BOTH;
    test->host = host_parse(parser, subject, HOST_SHORTHAND);
    return test->host != NULL;
}

bool parse_test(struct parser *parser, struct test *test, bool *opposite)
{
    struct token subject = parser->token;
    const struct column *column;

    parser_advance(parser);
    switch (subject.word) {
    case WORD_STATE:
    case WORD_EXCLUDE:
        return parse_state_test(parser, test, opposite, subject.word == WORD_EXCLUDE);
    case WORD_SRC:
        return parse_host_test(parser, test, opposite, SIDE_LOCAL);
    case WORD_DST:
        return parse_host_test(parser, test, opposite, SIDE_REMOTE);
    case WORD_SPORT:
        return parse_port_test(parser, test, opposite, SIDE_LOCAL);
    case WORD_DPORT:
        return parse_port_test(parser, test, opposite, SIDE_REMOTE);
    case WORD_DEV:
        return parse_interface_test(parser, test, opposite);
    case WORD_FWMARK:
        return parse_mark_test(parser, test, opposite);
    case WORD_CGROUP:
        return parse_cgroup_test(parser, test, opposite);
    case WORD_AUTOBOUND:
        test->kind = TEST_AUTOBOUND;
        parser->filter->asks_autobound = true;
        return true;
    default:
        break;
    }
    column = column_find_word(subject.text);
    return column != NULL ? parse_column_test(parser, column, test, opposite)
                          : parse_other_test(parser, &subject, test);
}
