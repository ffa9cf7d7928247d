/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mdoc.h"

#include "utf8.h"

#define LINE_MAX_LENGTH 76

static bool begins_word(struct text text, size_t at)
{
    return at == 0 || text.bytes[at - 1] == ' ' || text.bytes[at - 1] == '(' ||
           text.bytes[at - 1] == '-';
}

/* Returns the escape of an ASCII byte; NULL: none needed. */
static const char *byte_escape(char byte)
{
    static const char bytes[] = "\\\"^~|`";
    static const char *const escapes[] = {"\\e", "\\(dq", "\\(ha", "\\(ti", "\\(ba", "\\(ga"};
    const char *at = byte == '\0' ? NULL : strchr(bytes, byte);

    return at == NULL ? NULL : escapes[at - bytes];
}

/* Appends one character; returns its length. */
static size_t escape_character(struct builder *out, struct text rest)
{
    uint32_t character;
    size_t length = utf8_decode(rest, &character);
    const char *escaped = byte_escape(rest.bytes[0]);

    if (length > 1 && character == 0x2026)
        builder_add(out, TEXT("...")); /* ASCII devices have no ellipsis */
    else if (length > 1)
        builder_printf(out, "\\[u%04X]", (unsigned)character);
    else if (escaped != NULL)
        builder_add(out, text_of(escaped));
    else
        builder_add_byte(out, rest.bytes[0]);
    return length == 0 ? 1 : length;
}

void mdoc_escape(struct builder *out, struct text plain)
{
    for (size_t at = 0; at < plain.length;) {
        /* A dash at the start of a word belongs to an option; others are hyphens. */
        if (plain.bytes[at] == '-' && begins_word(plain, at))
            builder_add_byte(out, '\\');
        else if (plain.bytes[at] == '.' && begins_word(plain, at))
            builder_add(out, TEXT("\\&"));
        at += escape_character(out, text_from(plain, at));
    }
}

void mdoc_literal(struct builder *out, struct text line)
{
    if (line.length > 0 && (line.bytes[0] == '.' || line.bytes[0] == '\''))
        builder_add(out, TEXT("\\&"));
    for (size_t at = 0; at < line.length;) {
        struct text rest = text_from(line, at);

        if (rest.bytes[0] == '-' || rest.bytes[0] == '\'') {
            builder_add(out, rest.bytes[0] == '-' ? TEXT("\\-") : TEXT("\\(aq"));
            at++;
        } else if (rest.bytes[0] == '"') {
            builder_add_byte(out, '"');
            at++;
        } else {
            at += escape_character(out, rest);
        }
    }
    builder_add_byte(out, '\n');
}

void mdoc_arguments(struct builder *out, struct text plain)
{
    bool first = true;

    for (; plain.length > 0; first = false) {
        struct text word = text_take_until(&plain, ' ');

        if (!first)
            builder_add_byte(out, ' ');
        /* Macros and delimiters have at most three characters. */
        if (word.length > 0 && word.length <= 3 && word.bytes[0] != '-')
            builder_add(out, TEXT("\\&"));
        mdoc_escape(out, word);
    }
}

static bool ends_sentence(struct text word)
{
    char last = word.length < 2 ? '\0' : word.bytes[word.length - 1];

    return last == '.' || last == '?' || last == '!';
}

/* Returns the mdoc macro for the name of a system; NULL: none. */
static const char *system_macro(struct text name)
{
    static const char *const systems[][2] = {
        {"DragonFly", "Dx"}, {"FreeBSD", "Fx"}, {"NetBSD", "Nx"}, {"OpenBSD", "Ox"}};

    for (size_t i = 0; i < COUNT_OF(systems); i++)
        if (text_equal(name, text_of(systems[i][0])))
            return systems[i][1];
    return NULL;
}

/* Writes the name of a system as a macro on its own line; returns false for other words. */
static bool add_system(struct builder *out, struct text word, size_t width)
{
    size_t marks = 0;
    const char *macro;

    while (marks < word.length && strchr(".,;:", word.bytes[word.length - marks - 1]) != NULL)
        marks++;
    macro = system_macro((struct text){word.bytes, word.length - marks});
    if (macro == NULL)
        return false;
    builder_printf(out, "%s.%s", width > 0 ? "\n" : "", macro);
    for (; marks > 0; marks--)
        builder_printf(out, " %c", word.bytes[word.length - marks]);
    builder_add_byte(out, '\n');
    return true;
}

static void fill_line(struct builder *out, struct text line)
{
    struct text last = {NULL, 0};
    size_t width = 0;

    while (line.length > 0) {
        struct text word = text_take_until(&line, ' ');

        if (word.length == 0)
            continue;
        if (add_system(out, word, width)) {
            width = 0;
            continue;
        }
        if (width > 0 && (ends_sentence(last) || width + 1 + word.length > LINE_MAX_LENGTH)) {
            builder_add_byte(out, '\n');
            width = 0;
        }
        if (width > 0) {
            builder_add_byte(out, ' ');
            width++;
        } else if (word.bytes[0] == '.' || word.bytes[0] == '\'') {
            builder_add(out, TEXT("\\&"));
        }
        builder_add(out, word);
        width += word.length;
        last = word;
    }
    if (width > 0)
        builder_add_byte(out, '\n');
}

void mdoc_text(struct builder *out, struct text plain)
{
    struct builder escaped = {0};
    struct text rest;

    mdoc_escape(&escaped, plain);
    out->failed = out->failed || escaped.failed;
    rest = builder_text(&escaped);
    while (rest.length > 0)
        fill_line(out, text_take_until(&rest, '\n'));
    builder_free(&escaped);
}

void mdoc_spill(struct builder *out, struct builder *plain)
{
    out->failed = out->failed || plain->failed;
    mdoc_text(out, builder_text(plain));
    builder_free(plain);
}

void mdoc_sentence(struct builder *out, const char *phrase)
{
    struct builder sentence = {0};

    builder_add_byte(&sentence, ascii_upper(phrase[0]));
    builder_printf(&sentence, "%s.", phrase + 1);
    mdoc_spill(out, &sentence);
}

void mdoc_item(struct builder *out, const char *name, const char *text)
{
    builder_printf(out, ".It Cm %s\n", name);
    mdoc_text(out, text_of(text));
}
