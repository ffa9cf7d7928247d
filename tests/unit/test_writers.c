/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writers of tables as text, CSV and JSON; and their output. */
#include "capture.h"

#include <errno.h>

#include "json.h"
#include "present.h"

/* A table of 3 columns: text, right-aligned numbers, text. NULL is absent, "?" unknown. */
struct sheet {
    const char *(*cells)[3];
    size_t rows;
};

static void sheet_cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct sheet *sheet = context;
    const char *cell = sheet->cells[row][column];

    *value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    if (column == 2)
        value->role = ROLE_ERROR;
    if (cell != NULL && strcmp(cell, "666") == 0)
        value->role = ROLE_ALARM;
    if (cell == NULL)
        value->presence = VALUE_ABSENT;
    else if (strcmp(cell, "?") == 0)
        value->presence = VALUE_UNKNOWN;
    else
        value->text = text_of(cell);
}

static const struct table_column sheet_columns[] = {{"left", .title = "LEFT"},
                                                    {"right", .title = "RIGHT", .right = true},
                                                    {"last", .title = "LAST"}};

static struct table sheet_table(const struct sheet *sheet)
{
    return (struct table){
        .columns = sheet_columns,
        .column_count = 3,
        .row_count = sheet->rows,
        .cell = sheet_cell,
        .context = sheet,
    };
}

static const char *mixed[][3] = {
    {"a", "1", "x"},
    {"\xc3\xa9\xc3\xa9", "22222222", ""},
    {"a longer one", NULL, NULL},
    {NULL, "?", "\xe4\xb8\xad"},
    {"", "", "z"},
};

START_TEST(text_is_aligned_and_ends_without_blanks)
{
    struct sheet sheet = {mixed, COUNT_OF(mixed)};
    struct table table = sheet_table(&sheet);
    struct text_style style = {.heading = true};
    struct capture *capture = capture_begin();

    ck_assert(table_write_text(&table, &style, &capture->output));
    capture_expect(capture, TEXT("LEFT             RIGHT  LAST\n"
                                 "a                    1  x\n"
                                 "\xc3\xa9\xc3\xa9            22222222\n"
                                 "a longer one\n"
                                 "                     -  \xe4\xb8\xad\n"
                                 "                        z\n"));
}
END_TEST

/* Only on a terminal, and no wider than necessary. */
START_TEST(an_alarm_is_marked_on_a_terminal)
{
    static const char *cells[][3] = {{"a", "1", "x"}, {"b", "666", "y"}};
    static const struct {
        struct text_style style;
        const char *expected;
    } cases[] = {
        {{.marks = true}, "a     1  x\nb  !666  y\n"},
        {{.marks = true, .colour = true}, "a     1  \x1b[1;31mx\x1b[0m\n"
                                        "b  \x1b[1;31m!666\x1b[0m  \x1b[1;31my\x1b[0m\n"},
        {{.marks = false}, "a    1  x\nb  666  y\n"},
    };
    struct sheet sheet = {cells, 2};
    struct table table = sheet_table(&sheet);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct capture *capture = capture_begin();
        bool marked = false;

        table.marked = &marked;
        ck_assert(table_write_text(&table, &cases[i].style, &capture->output));
        capture_expect(capture, text_of(cases[i].expected));
        ck_assert_int_eq(marked, cases[i].style.marks);
    }
}
END_TEST

/* One of four rows is too long; the others keep their layout. */
static const char *narrow[][3] = {
    {"a", "1", "one two"},
    {"a long cell indeed", "22", "x"},
    {"b", "333", "a tail that takes more than a line"},
    {"c", "4", "two words"},
};

START_TEST(on_a_narrow_terminal_nothing_is_cut_or_broken)
{
    static const struct {
        unsigned width;
        bool one_line;
        const char *expected;
    } cases[] = {
        {0, false,
         "LEFT                RIGHT  LAST\n"
         "a                       1  one two\n"
         "a long cell indeed     22  x\n"
         "b                     333  a tail that takes more than a line\n"
         "c                       4  two words\n"},
        /* words of the last column wrap, ... */
        {56, false,
         "LEFT               RIGHT LAST\n"
         "a                      1 one two\n"
         "a long cell indeed    22 x\n"
         "b                    333 a tail that takes more than a\n"
         "                         line\n"
         "c                      4 two words\n"},
        /* ... in at least the width they need, ... */
        {30, false,
         "LEFT RIGHT LAST\n"
         "a        1 one two\n"
         "a long cell indeed 22 x\n"
         "b      333\n"
         "      a tail that takes more\n"
         "      than a line\n"
         "c        4 two words\n"},
        /* ... and the rest is placed below */
        {17, false,
         "LEFT RIGHT LAST\n"
         "a        1\n"
         "      one two\n"
         "a long cell\n"
         "indeed\n"
         "         22 x\n"
         "b      333\n"
         "      a tail that\n"
         "      takes more\n"
         "      than a line\n"
         "c        4\n"
         "      two words\n"},
        {17, true,
         "LEFT               RIGHT LAST\n"
         "a                      1 one two\n"
         "a long cell indeed    22 x\n"
         "b                    333 a tail that takes more than a line\n"
         "c                      4 two words\n"},
    };
    struct sheet sheet = {narrow, 4};
    struct table table = sheet_table(&sheet);

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text_style style = {
            .heading = true, .width = cases[i].width, .one_line = cases[i].one_line};
        struct capture *capture = capture_begin();

        ck_assert(table_write_text(&table, &style, &capture->output));
        capture_expect(capture, text_of(cases[i].expected));
    }
}
END_TEST

START_TEST(without_heading_the_widths_are_the_cells)
{
    static const char *cells[][3] = {{"a", "1", "x"}, {"b", "22", "y"}};
    struct sheet sheet = {cells, 2};
    struct table table = sheet_table(&sheet);
    struct text_style style = {.heading = false};
    struct capture *capture = capture_begin();

    ck_assert(table_write_text(&table, &style, &capture->output));
    capture_expect(capture, TEXT("a   1  x\nb  22  y\n"));
}
END_TEST

/* A column keeps its width, which is at least its initial width. */
START_TEST(rows_one_by_one)
{
    static const char *cells[][3] = {{"a", "1", "x"}, {"longer", "22", "y"}, {"b", "3", "z"}};
    static const unsigned rooms[] = {5, 0, 0};
    struct sheet sheet = {cells, 3};
    struct table table = sheet_table(&sheet);
    struct text_style style = {.heading = true};
    struct capture *capture = capture_begin();
    struct text_stream *stream = table_stream_text(&table, &style, rooms, &capture->output);

    ck_assert_ptr_nonnull(stream);
    for (size_t row = 0; row < 3; row++)
        ck_assert(text_stream_row(stream, row));
    text_stream_free(stream);
    capture_expect(capture, TEXT("LEFT   RIGHT  LAST\n"
                                 "a          1  x\n"
                                 "longer     22  y\n"
                                 "b           3  z\n"));
}
END_TEST

START_TEST(an_empty_table_has_its_heading)
{
    struct sheet sheet = {mixed, 0};
    struct table table = sheet_table(&sheet);
    struct text_style style = {.heading = true};
    struct capture *capture = capture_begin();

    ck_assert(table_write_text(&table, &style, &capture->output));
    capture_expect(capture, TEXT("LEFT  RIGHT  LAST\n"));
}
END_TEST

/* Colour changes no column: without its sequences the text is the same. */
START_TEST(colours_only_surround_cells)
{
    static const char *cells[][3] = {{"a", "1", "x"}};
    struct sheet sheet = {cells, 1};
    struct table table = sheet_table(&sheet);
    struct text_style style = {.colour = true, .heading = true};
    struct capture *capture = capture_begin();

    ck_assert(table_write_text(&table, &style, &capture->output));
    capture_expect(capture, TEXT("\033[1mLEFT\033[0m  \033[1mRIGHT\033[0m  \033[1mLAST\033[0m\n"
                                 "a         1  \033[1;31mx\033[0m\n"));
}
END_TEST

static bool write_csv(const struct table *table, enum format format, bool heading,
                      struct output *output)
{
    const struct presentation csv = {
        .format = format, .style = {.heading = heading}, .output = output};
    struct error error;

    return present(&csv, NULL, table, &error);
}

/* RFC 4180 section 2. */
START_TEST(csv_for_a_spreadsheet)
{
    static const char *cells[][3] = {
        {"=1+1", "+1", "-1"},
        {"@a,b", "\xef\xbc\x9d\"", "a=1"},
        {"\t=1", "\r=1", NULL},
    };
    struct sheet sheet = {cells, COUNT_OF(cells)};
    struct table table = sheet_table(&sheet);
    struct capture *capture = capture_begin();

    ck_assert(write_csv(&table, FORMAT_CSV, false, &capture->output));
    capture_expect(capture, TEXT("=1+1,+1,-1\r\n"
                                 "\"@a,b\",\"\xef\xbc\x9d\"\"\",a=1\r\n"
                                 "\\t=1,\\r=1,\r\n"));
    capture = capture_begin();
    ck_assert(write_csv(&table, FORMAT_CSV_SPREADSHEET, false, &capture->output));
    capture_expect(capture, TEXT("'=1+1,'+1,'-1\r\n"
                                 "\"'@a,b\",\"'\xef\xbc\x9d\"\"\",a=1\r\n"
                                 "\\t=1,\\r=1,\r\n"));
}
END_TEST

START_TEST(csv)
{
    static const char *cells[][3] = {
        {"a,b", "say \"x\"", "l1\nl2"},
        {"", NULL, "?"},
        {" blank ", "\xc3\xa9", "'"},
    };
    struct sheet sheet = {cells, COUNT_OF(cells)};
    struct table table = sheet_table(&sheet);
    struct capture *capture = capture_begin();

    ck_assert(write_csv(&table, FORMAT_CSV, true, &capture->output));
    capture_expect(capture, TEXT("left,right,last\r\n"
                                 "\"a,b\",\"say \"\"x\"\"\",l1\\nl2\r\n"
                                 "\"\",,\r\n"
                                 " blank ,\xc3\xa9,'\r\n"));
    capture = capture_begin();
    sheet.rows = 0;
    table = sheet_table(&sheet);
    ck_assert(write_csv(&table, FORMAT_CSV, false, &capture->output));
    capture_expect(capture, TEXT(""));
}
END_TEST

static void write_sample(struct json *json)
{
    json_put(json, "{'none': %w, 'object': {}, 'array': [[], %b, %b, %n, {'k': %s}]}", "", true,
             false, UINT64_MAX, "v");
    json_end_line(json);
}

START_TEST(json_on_one_line)
{
    struct capture *capture = capture_begin();
    struct json json;

    json_init(&json, &capture->output, false);
    write_sample(&json);
    write_sample(&json); /* a second line starts */
    capture_expect(capture, TEXT("{\"none\":null,\"object\":{},\"array\":[[],true,false,"
                                 "18446744073709551615,{\"k\":\"v\"}]}\n"
                                 "{\"none\":null,\"object\":{},\"array\":[[],true,false,"
                                 "18446744073709551615,{\"k\":\"v\"}]}\n"));
}
END_TEST

START_TEST(pretty_json)
{
    struct capture *capture = capture_begin();
    struct json json;

    json_init(&json, &capture->output, true);
    write_sample(&json);
    capture_expect(capture, TEXT("{\n"
                                 "  \"none\": null,\n"
                                 "  \"object\": {},\n"
                                 "  \"array\": [\n"
                                 "    [],\n"
                                 "    true,\n"
                                 "    false,\n"
                                 "    18446744073709551615,\n"
                                 "    {\n"
                                 "      \"k\": \"v\"\n"
                                 "    }\n"
                                 "  ]\n"
                                 "}\n"));
}
END_TEST

static void assert_json_text(struct text text, const char *expected)
{
    struct capture *capture = capture_begin();
    struct json json;

    json_init(&json, &capture->output, false);
    json_text(&json, text);
    capture_expect(capture, text_of(expected));
}

START_TEST(json_escapes)
{
    assert_json_text(TEXT(""), "\"\"");
    assert_json_text(TEXT("\"\\/"), "\"\\\"\\\\/\"");
    assert_json_text(TEXT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    for (unsigned c = 0; c < 0x20; c++) {
        char byte = (char)c, expected[16];

        snprintf(expected, sizeof(expected), "\"\\u%04x\"", c);
        if (strchr("\b\f\n\r\t", (int)c) == NULL || c == 0)
            assert_json_text((struct text){&byte, 1}, expected);
    }
    assert_json_text(TEXT("\x7f\xc2\x9b"), "\"\\u007f\\u009b\"");
    assert_json_text(TEXT("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\"");
    assert_json_text(TEXT("sshd\xe3\x85\xa4"), "\"sshd\\u3164\"");
    assert_json_text(TEXT("\xe2\x80\xae\xe2\x80\x8b\xc2\xad"), "\"\\u202e\\u200b\\u00ad\"");
    assert_json_text(TEXT("\xf3\xa0\x80\x81\xf0\x9d\x85\xb3"), "\"\\udb40\\udc01\\ud834\\udd73\"");
    assert_json_text(TEXT("\xc3\xa9\xf0\x9f\x98\x80"), "\"\xc3\xa9\xf0\x9f\x98\x80\"");
    assert_json_text(TEXT("a\xff\xfe"
                          "b\xe2\x80"),
                     "\"a\xef\xbf\xbd\xef\xbf\xbd"
                     "b\xef\xbf\xbd\xef\xbf\xbd\"");
}
END_TEST

static void assert_member(struct text text, const char *expected)
{
    struct capture *capture = capture_begin();
    struct json json;

    json_init(&json, &capture->output, false);
    json_begin_object(&json);
    json_text_member(&json, "k", text);
    json_end_object(&json);
    capture_expect(capture, text_of(expected));
}

START_TEST(invalid_utf8_gets_a_base64_key)
{
    assert_member(TEXT("ok"), "{\"k\":\"ok\"}");
    assert_member(TEXT("\xef\xbf\xbd"), "{\"k\":\"\xef\xbf\xbd\"}"); /* U+FFFD itself is UTF-8 */
    assert_member(TEXT("\xff"), "{\"k\":\"\xef\xbf\xbd\",\"k_base64\":\"/w==\"}");
    assert_member(TEXT("\xff\xff"), "{\"k\":\"\xef\xbf\xbd\xef\xbf\xbd\",\"k_base64\":\"//8=\"}");
    assert_member(TEXT("\xfb\xef\xbe"),
                  "{\"k\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"k_base64\":\"++++\"}");
    assert_member(TEXT("foobar\xff"),
                  "{\"k\":\"foobar\xef\xbf\xbd\",\"k_base64\":\"Zm9vYmFy/w==\"}");
}
END_TEST

static void assert_value(const struct value *value, const char *expected)
{
    struct capture *capture = capture_begin();
    struct json json;

    json_init(&json, &capture->output, false);
    json_begin_object(&json);
    json_value_member(&json, "k", value, NULL);
    json_end_object(&json);
    capture_expect(capture, text_of(expected));
}

START_TEST(values_as_json)
{
    struct value value = {.presence = VALUE_KNOWN, .type = VALUE_HEX64, .number = UINT64_MAX};

    assert_value(&value, "{\"k\":\"ffffffffffffffff\"}");
    value.type = VALUE_NUMBER;
    assert_value(&value, "{\"k\":18446744073709551615}");
    for (unsigned type = 0; type < VALUE_TYPE_COUNT; type++)
        for (unsigned presence = 0; presence < VALUE_KNOWN; presence++)
            assert_value(&(struct value){.presence = (enum value_presence)presence,
                                         .type = (enum value_type)type},
                         "{\"k\":null}");
    value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_ADDRESS};
    value.endpoint = (struct endpoint){.address = {{[15] = 1}}, .family = FAMILY_INET6};
    assert_value(&value, "{\"k\":\"::1\"}");
    value.type = VALUE_ENDPOINT;
    value.endpoint.port = 80;
    assert_value(&value, "{\"k\":\"[::1]:80\"}");
}
END_TEST

static void pair_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    *out = (struct value){.presence = VALUE_KNOWN, .type = column == 0 ? VALUE_NUMBER : VALUE_TEXT};
    if (column == 0)
        out->number = ((const unsigned *)list->items)[item];
    else
        out->text = TEXT("\xff");
}

START_TEST(lists_as_json)
{
    static const struct list_column columns[] = {{"pid", VALUE_NUMBER, .help = ""},
                                                 {"command", VALUE_TEXT, .help = ""}};
    static const struct list_type type = {.columns = columns, .column_count = 2};
    static const unsigned items[] = {7, 8};
    struct value value = {.presence = VALUE_KNOWN, .type = VALUE_LIST};

    value.list = (struct list){.type = &type, .items = items, .cell = pair_cell};
    assert_value(&value, "{\"k\":[]}");
    value.list.count = 2;
    assert_value(&value, "{\"k\":[{\"pid\":7,\"command\":\"\xef\xbf\xbd\",\"command_base64\":"
                         "\"/w==\"},{\"pid\":8,\"command\":\"\xef\xbf\xbd\",\"command_base64\":"
                         "\"/w==\"}]}");
}
END_TEST

/* Pieces of all sizes around the buffer's size are written as one sequence of bytes. */
START_TEST(output_of_all_sizes)
{
    struct capture *capture = capture_begin();
    char *piece = malloc(3 * OUTPUT_BUFFER);
    size_t written = 0;
    struct text got;

    ck_assert_ptr_nonnull(piece);
    for (size_t size = 0; size < 3 * OUTPUT_BUFFER; size = 2 * size + 1) {
        for (size_t i = 0; i < size; i++)
            piece[i] = (char)('a' + (written + i) % 26);
        output_text(&capture->output, (struct text){piece, size});
        written += size;
        output_byte(&capture->output, (char)('a' + written++ % 26));
        ck_assert_uint_lt(capture->output.used, OUTPUT_BUFFER);
    }
    got = capture_end(capture);
    ck_assert_uint_eq(got.length, written);
    for (size_t i = 0; i < written; i++)
        if (got.bytes[i] != (char)('a' + i % 26))
            ck_abort_msg("byte %zu", i);
    free(piece);
    capture_free(capture);
    capture = capture_begin();
    output_fill(&capture->output, 'f', OUTPUT_BUFFER - 1);
    output_fill(&capture->output, 'f', 2 * OUTPUT_BUFFER + 2);
    output_fill(&capture->output, 'f', 0);
    ck_assert_uint_eq(capture_end(capture).length, 3 * OUTPUT_BUFFER + 1);
    capture_free(capture);
}
END_TEST

START_TEST(a_failed_write_is_permanent)
{
    struct output *output = calloc(1, sizeof(*output));
    FILE *file = fopen("/dev/full", "w");
    struct error error = {0};

    ck_assert_ptr_nonnull(output);
    if (file == NULL) { /* this system has no such device */
        free(output);
        return;
    }
    output_init(output, file);
    output_text(output, TEXT("lost"));
    ck_assert(output_alive(output)); /* not known yet */
    ck_assert(!output_finish(output, &error));
    ck_assert_int_eq(error.status, STATUS_FAILED);
    ck_assert(strstr(error.message, strerror(ENOSPC)) != NULL);
    ck_assert(!output_alive(output));
    output_text(output, TEXT("more"));
    ck_assert(!output_finish(output, &error));
    fclose(file);
    free(output);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("writers");
    TCase *text = tcase_create("text"), *csv_case = tcase_create("csv");
    TCase *json = tcase_create("json"), *output = tcase_create("output");

    tcase_add_test(text, text_is_aligned_and_ends_without_blanks);
    tcase_add_test(text, an_alarm_is_marked_on_a_terminal);
    tcase_add_test(text, on_a_narrow_terminal_nothing_is_cut_or_broken);
    tcase_add_test(text, without_heading_the_widths_are_the_cells);
    tcase_add_test(text, rows_one_by_one);
    tcase_add_test(text, an_empty_table_has_its_heading);
    tcase_add_test(text, colours_only_surround_cells);
    tcase_add_test(csv_case, csv);
    tcase_add_test(csv_case, csv_for_a_spreadsheet);
    tcase_add_test(json, json_on_one_line);
    tcase_add_test(json, pretty_json);
    tcase_add_test(json, json_escapes);
    tcase_add_test(json, invalid_utf8_gets_a_base64_key);
    tcase_add_test(json, values_as_json);
    tcase_add_test(json, lists_as_json);
    tcase_add_test(output, output_of_all_sizes);
    tcase_add_test(output, a_failed_write_is_permanent);
    suite_add_tcase(suite, text);
    suite_add_tcase(suite, csv_case);
    suite_add_tcase(suite, json);
    suite_add_tcase(suite, output);
    return suite;
}
