/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers with units, marks, and the other values that columns are compared with. */
#include "parser.h"

#include "number.h"

struct suffix {
    const char *word;
    uint64_t factor;
};

#define KIBI UINT64_C(1024)
#define KILO UINT64_C(1000)

/* In bytes, or whatever is counted. */
static const struct suffix sizes[] = {
    {"", 1},
    {"B", 1},
    {"K", KIBI},
    {"KB", KIBI},
    {"KiB", KIBI},
    {"M", KIBI *KIBI},
    {"MB", KIBI *KIBI},
    {"MiB", KIBI *KIBI},
    {"G", KIBI *KIBI *KIBI},
    {"GB", KIBI *KIBI *KIBI},
    {"GiB", KIBI *KIBI *KIBI},
    {"T", KIBI *KIBI *KIBI *KIBI},
    {NULL, 0},
};

/* In nanoseconds. */
static const struct suffix times[] = {
    {"ns", 1},
    {"us", KILO},
    {"ms", KILO *KILO},
    {"s", KILO *KILO *KILO},
    {"min", 60 * KILO *KILO *KILO},
    {"m", 60 * KILO *KILO *KILO},
    {"h", 3600 * KILO *KILO *KILO},
    {"d", 86400 * KILO *KILO *KILO},
    {NULL, 0},
};

/* In bits a second. */
static const struct suffix rates[] = {
    {"", 1},
    {"bps", 1},
    {"K", KILO},
    {"Kbps", KILO},
    {"M", KILO *KILO},
    {"Mbps", KILO *KILO},
    {"G", KILO *KILO *KILO},
    {"Gbps", KILO *KILO *KILO},
    {NULL, 0},
};

static const struct unit {
    const struct suffix *suffixes;
    uint64_t base; /* what a number without a suffix counts, in the unit of the suffixes */
    const char *example;
} units[UNIT_COUNT] = {
    [UNIT_NONE] = {sizes, 1, "a number, such as 100 or 64K"},
    [UNIT_BYTES] = {sizes, 1, "a number, such as 100 or 64K"},
    [UNIT_US] = {times, KILO, "a time, such as 100ms, 5s or 1h"},
    [UNIT_MS] = {times, KILO *KILO, "a time, such as 100ms, 5s or 1h"},
    [UNIT_S] = {times, KILO *KILO *KILO, "a time, such as 5s, 10m or 1h"},
    [UNIT_BPS] = {rates, 1, "a rate, such as 10M or 1Gbps"},
};

/* The digits at the start of a number, with or without a point, as mantissa / divisor. */
static bool read_decimal(struct text text, size_t *at, uint64_t *mantissa, uint64_t *divisor)
{
    bool point = false;
    size_t digits = 0;

    *mantissa = 0;
    *divisor = 1;
    for (*at = 0; *at < text.length; ++*at) {
        char c = text.bytes[*at];

        if (c == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (!ascii_is_digit(c))
            break;
        if (*mantissa > (UINT64_MAX - 9) / 10 || *divisor > UINT64_MAX / 100)
            return false;
        *mantissa = *mantissa * 10 + (uint64_t)(c - '0');
        *divisor *= point ? 10 : 1;
        digits++;
    }
    return digits > 0 && text.bytes[*at - 1] != '.';
}

static bool read_number(struct text text, enum column_unit unit, struct literal *literal)
{
    const struct unit *row = &units[unit];
    uint64_t mantissa, divisor, factor = 0, product;
    struct text suffix;
    size_t at;

    if (text_starts_with(text, TEXT("0x")) && row->suffixes == sizes)
        return number_parse_hex((struct text){text.bytes + 2, text.length - 2}, UINT64_MAX,
                                &literal->number);
    if (!read_decimal(text, &at, &mantissa, &divisor))
        return false;
    suffix = (struct text){text.bytes + at, text.length - at};
    if (suffix.length == 0)
        factor = row->base;
    for (const struct suffix *s = row->suffixes; s->word != NULL && factor == 0; s++)
        if (text_equal_nocase(suffix, text_of(s->word)))
            factor = s->factor;
    if (factor == 0 || mantissa > UINT64_MAX / factor || divisor > UINT64_MAX / row->base)
        return false;
    product = mantissa * factor;
    literal->number = product / (divisor * row->base);
    literal->inexact = product % (divisor * row->base) != 0;
    return true;
}

static bool refuse(const struct parser *parser, const struct token *token, const char *expected)
{
    error_set(parser->error, STATUS_USAGE, "%s is expected here", expected);
    return parser_mark(parser, token->begin, token->end);
}

static bool is_port(const struct column *column)
{
    return column->meaning == MEANING_LOCAL_PORT || column->meaning == MEANING_REMOTE_PORT;
}

static bool parse_number(struct parser *parser, const struct token *token, struct test *test)
{
    struct literal *literal = &test->literal;
    enum column_unit unit = test->column->unit;

    literal->is_number = true;
    if (is_port(test->column)) {
        const struct host_pattern *host = host_parse(parser, token, HOST_PORT);

        if (host == NULL)
            return false;
        literal->number = host->port;
        return host->has_port || refuse(parser, token, "a port");
    }
    return read_number(token->text, unit, literal) || refuse(parser, token, units[unit].example);
}

static bool parse_integer(struct parser *parser, const struct token *token, struct literal *literal)
{
    struct text text = token->text;

    literal->is_number = true;
    literal->is_negative = text.length > 0 && text.bytes[0] == '-';
    if (literal->is_negative)
        text = (struct text){text.bytes + 1, text.length - 1};
    return number_parse(text, INT64_MAX, &literal->number) || refuse(parser, token, "a number");
}

static bool parse_bool(struct parser *parser, const struct token *token, struct literal *literal)
{
    static const char *const words[][2] = {{"false", "true"}, {"no", "yes"}, {"0", "1"}};

    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t value = 0; value < 2; value++)
            if (text_equal_nocase(token->text, text_of(words[i][value]))) {
                literal->boolean = value == 1;
                return true;
            }
    return refuse(parser, token, "true or false");
}

bool literal_parse(struct parser *parser, const struct token *token, struct test *test)
{
    struct literal *literal = &test->literal;

    literal->text = token->text;
    switch (test->column->type) {
    case VALUE_TEXT:
    case VALUE_TYPE_COUNT:
        return true;
    case VALUE_NUMBER:
        return parse_number(parser, token, test);
    case VALUE_INTEGER:
        return parse_integer(parser, token, literal);
    case VALUE_BOOL:
        return parse_bool(parser, token, literal);
    case VALUE_HEX64:
        return number_parse_hex(token->text, UINT64_MAX, &literal->number) ||
               refuse(parser, token, "up to 16 hex digits");
    case VALUE_ADDRESS:
    case VALUE_ENDPOINT:
        literal->host = host_parse(parser, token, HOST_NAMED);
        return literal->host != NULL &&
               (test->column->type == VALUE_ENDPOINT ||
                (!literal->host->has_port && !literal->host->has_interface) ||
                refuse(parser, token, "an address or a prefix, without port and interface,"));
    case VALUE_LIST:
        literal->is_number = read_number(token->text, UNIT_NONE, literal);
        return true;
    }
    return true;
}

/* Decimal, or hexadecimal after 0x. */
static bool read_u32(struct text text, uint32_t *value)
{
    uint64_t number;
    bool is_hex = text_starts_with(text, TEXT("0x")) || text_starts_with(text, TEXT("0X"));

    if (is_hex
            ? !number_parse_hex((struct text){text.bytes + 2, text.length - 2}, UINT32_MAX, &number)
            : !number_parse(text, UINT32_MAX, &number))
        return false;
    *value = (uint32_t)number;
    return true;
}

bool mark_parse(struct parser *parser, const struct token *token, struct test *test)
{
    struct text value = token->text, mask = {NULL, 0};

    for (size_t i = 0; i < value.length; i++)
        if (value.bytes[i] == '/') {
            mask = (struct text){value.bytes + i + 1, value.length - i - 1};
            value.length = i;
        }
    test->mark_mask = UINT32_MAX;
    if (read_u32(value, &test->mark) && (mask.bytes == NULL || read_u32(mask, &test->mark_mask)))
        return true;
    return refuse(parser, token, "a firewall mark, such as 5, 0x10 or 0x01/0x03,");
}
