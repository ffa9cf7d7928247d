/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Genuine output of other tools, each with its source on top: listings/NAME.txt gives the rows of
 * listings/NAME.csv, whose last lines are the codes of notes. LSOCK_LISTINGS_UPDATE writes the CSV.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "importers.h"
#include "present.h"
#include "socket_table.h"

#include "../input_open_text.h"

#define FILE_ROOM ((size_t)16 * 1024)

static const struct {
    const char *name, *format;
} samples[] = {
    {"aix", "aix"},
    {"bsd-freebsd", "bsd"},
    {"bsd-hpux", "bsd"},
    {"bsd-macos", "bsd"},
    {"bsd-netbsd", "bsd"},
    {"bsd-openbsd", "bsd"},
    {"lsof-fields", "lsof-fields"},
    {"lsof-linux", "lsof"},
    {"lsof-macos", "lsof"},
    {"lsof-queues", "lsof"},
    {"netstat-busybox", "netstat"},
    {"netstat-linux", "netstat"},
    {"netstat-plain", "netstat"},
    {"netstat-unix", "netstat"},
    /* https://github.com/inspec/inspec/blob/5ce9fa1f3/test/fixtures/cmd/get-net-tcpconnection */
    {"powershell-json", "powershell"},
    {"powershell-list", "powershell"},
    {"powershell-tcp", "powershell"},
    {"powershell-udp", "powershell"},
    {"procfs-inet", "procfs"},
    {"procfs-unix", "procfs"},
    {"sockstat-freebsd", "sockstat"},
    {"sockstat-netbsd", "sockstat"},
    {"solaris", "solaris"},
    {"ss-linux", "ss"},
    {"ss-old", "ss"},
    {"ss-blanks", "ss"},
    {"ss-details", "ss"},
    {"ss-kinds", "ss"},
    {"ss-tcp", "ss"},
    {"windows-chinese", "windows"},
    {"windows-english", "windows"},
    {"windows-french", "windows"},
    {"windows-german", "windows"},
    {"windows-japanese", "windows"},
    {"windows-russian", "windows"},
    {"windows-spanish", "windows"},
};

static struct text load(const char *name, const char *ending, char *room)
{
    char path[1024];
    FILE *file;
    size_t length;

    snprintf(path, sizeof(path), "%s/%s.%s", getenv("LSOCK_LISTINGS"), name, ending);
    file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "no %s", path);
    length = fread(room, 1, FILE_ROOM, file);
    fclose(file);
    ck_assert_uint_lt(length, FILE_ROOM);
    return (struct text){room, length};
}

static int append(void *context, const char *bytes, size_t length)
{
    builder_add(context, (struct text){bytes, length});
    return 0;
}

static void write_rows(const struct snapshot *snapshot, const struct names *names, const char *list,
                       struct builder *out)
{
    static struct output output;
    static uint32_t rows[4096];
    struct column_context context = {.snapshot = snapshot, .names = names};
    const struct presentation csv = {.format = FORMAT_CSV, .output = &output};
    struct column_list columns = {.count = 0};
    struct socket_table table;
    struct error error;

    ck_assert(column_list_parse(&columns, text_of(list), &error));
    ck_assert_uint_le(snapshot->count, COUNT_OF(rows));
    for (uint32_t row = 0; row < snapshot->count; row++)
        rows[row] = row;
    socket_table_init(&table, &context, &columns, rows, snapshot->count);
    output.write = append;
    output.context = out;
    output.used = 0;
    ck_assert(present(&csv, NULL, &table.table, &error));
    output_flush(&output);
}

/* Imports a text; false if no importer recognizes it. */
static bool import(struct text text, const char *format, const char *columns, struct builder *out)
{
    struct snapshot snapshot;
    struct collector collector = {&snapshot, NULL, NULL};
    struct recording recording = {.groups = 0};
    struct error error;
    struct input input;
    const struct importer *importer;
    bool read = false;

    builder_clear(out);
    ck_assert_int_eq(input_open_text(&input, text), 0);
    snapshot_init(&snapshot);
    recorded_names_init(&recording.names, NULL);
    importer = importer_of(&input);
    if (importer != NULL && (format == NULL || strcmp(importer->name, format) == 0))
        read = importer->read(importer, &recording, &input, "it", &collector, &error);
    if (read) {
        write_rows(&snapshot, &recording.names.names, columns, out);
        for (size_t i = 0; i < snapshot.notes.count; i++)
            builder_printf(out, "%s: %s\n", snapshot.notes.list[i].code,
                           snapshot.notes.list[i].message);
    }
    recorded_names_free(&recording.names);
    snapshot_free(&snapshot);
    input_close(&input);
    return read;
}

static const char all_columns[] =
    "protocol,family,state,state_native,status,local,local_address,local_port,remote,recv_q,send_q,"
    "socket_type,peer_inode,interface,uid,inode,process_status,pid,process,timer_kind,timer_expires_ms,v6only";

static const char detail_columns[] =
    "state,local,remote,recv_q,uid,inode,cookie,shutdown,v6only,timer_kind,timer_expires_ms,"
    "recv_memory_bytes,send_memory_max_bytes,drops,congestion_control,timestamps,send_wscale,"
    "recv_wscale,rto_ms,rtt_us,rtt_variation_us,ato_ms,send_mss_bytes,pmtu_bytes,cwnd,ssthresh,"
    "bytes_acked,segs_out,last_data_sent_ms,delivery_rate_bps,pacing_rate_bps,app_limited,"
    "min_rtt_us,send_window_bytes";

static void update(const char *name, const struct builder *out)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s.csv", getenv("LSOCK_LISTINGS"), name);
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(out->bytes, 1, out->length, file), out->length);
    ck_assert_int_eq(fclose(file), 0);
}

/* /proc/net has addresses as words in host byte order: this is how a big-endian machine writes
 * them. */
static void turn_words(char *digits, size_t length)
{
    const uint16_t probe = 1;
    char turned[8];

    if (*(const uint8_t *)&probe == 1)
        return;
    for (size_t i = 0; i + sizeof(turned) <= length; i += sizeof(turned)) {
        for (size_t j = 0; j < sizeof(turned); j++)
            turned[j] = digits[i + (sizeof(turned) - 2 - j / 2 * 2) + j % 2];
        memcpy(digits + i, turned, sizeof(turned));
    }
}

static struct text as_written_here(struct text text, char *room)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == ':' && (digits == 8 || digits == 32))
            turn_words(room + i - digits, digits);
        digits = strchr("0123456789ABCDEF", text.bytes[i]) != NULL ? digits + 1 : 0;
    }
    return text;
}

START_TEST(samples_give_their_rows)
{
    static char text[FILE_ROOM], rows[FILE_ROOM];
    const char *name = samples[_i].name;
    struct builder out = {0};
    struct text sample = load(name, "txt", text), expected;

    if (strcmp(name, "procfs-inet") == 0)
        sample = as_written_here(sample, text);
    ck_assert_msg(import(sample, samples[_i].format,
                         strcmp(name, "ss-details") == 0 ? detail_columns : all_columns, &out),
                  "%s is not recognised", name);
    if (getenv("LSOCK_LISTINGS_UPDATE") != NULL)
        update(name, &out);
    expected = load(name, "csv", rows);
    ck_assert_msg(text_equal(builder_text(&out), expected), "%s:\n%.*s", name, (int)out.length,
                  out.bytes);
    builder_free(&out);
}
END_TEST

#define END_COLUMNS "protocol,state,local_address,local_port,remote_address,remote_port"
static const char end_columns[] = END_COLUMNS;
static const char end_columns_pid[] = END_COLUMNS ",pid";

/* If a socket has one line per process, some of the lines may be the first ones of another socket.
 */
static const char *columns_of(const char *format)
{
    return strcmp(format, "solaris") == 0 || strncmp(format, "lsof", 4) == 0 ||
                   strcmp(format, "sockstat") == 0
               ? end_columns
               : end_columns_pid;
}

/* Whether a CSV row equals `whole`, except for cells that are empty or pending in the row. */
static bool is_weaker(struct text row, struct text whole)
{
    size_t w = 0;

    for (size_t r = 0;;) {
        size_t r_end = r, w_end = w;

        while (r_end < row.length && row.bytes[r_end] != ',')
            r_end++;
        while (w_end < whole.length && whole.bytes[w_end] != ',')
            w_end++;
        if (r_end > r && !text_equal((struct text){row.bytes + r, r_end - r},
                                     (struct text){whole.bytes + w, w_end - w}))
            return false;
        if (r_end == row.length || w_end == whole.length)
            return r_end == row.length && w_end == whole.length;
        r = r_end + 1;
        w = w_end + 1;
    }
}

static struct text next_line(struct text *rest)
{
    const char *newline = memchr(rest->bytes, '\n', rest->length);
    struct text line = {rest->bytes,
                        newline == NULL ? rest->length : (size_t)(newline - rest->bytes)};

    rest->bytes += line.length + (newline != NULL);
    rest->length -= line.length + (newline != NULL);
    if (line.length > 0 && line.bytes[line.length - 1] == '\r')
        line.length--;
    return line;
}

static bool is_note(struct text line)
{
    return memchr(line.bytes, ' ', line.length) != NULL;
}

static void demand_no_new_row(struct text rows, struct text whole, size_t at, const char *name)
{
    while (rows.length > 0) {
        struct text row = next_line(&rows), rest = whole;
        bool found = is_note(row);

        while (!found && rest.length > 0)
            found = is_weaker(row, next_line(&rest));
        ck_assert_msg(found, "%s cut at %zu invents %.*s", name, at, (int)row.length, row.bytes);
    }
}

/* Checking all previous lines for every cut would take too long. */
#define LINES_BEFORE ((size_t)200)

START_TEST(a_cut_sample_invents_no_row)
{
    static char room[FILE_ROOM];
    struct text text = load(samples[_i].name, "txt", room);
    struct builder whole = {0}, cut = {0};

    ck_assert(import(text, NULL, columns_of(samples[_i].format), &whole));
    for (size_t length = 0; length < text.length; length++) {
        size_t begin = length < LINES_BEFORE ? 0 : length - LINES_BEFORE;

        while (begin > 0 && text.bytes[begin - 1] != '\n')
            begin--;
        if (import((struct text){text.bytes + begin, length - begin}, samples[_i].format,
                   columns_of(samples[_i].format), &cut))
            demand_no_new_row(builder_text(&cut), builder_text(&whole), length, samples[_i].name);
    }
    builder_free(&whole);
    builder_free(&cut);
}
END_TEST

static size_t count_rows(struct text rows)
{
    size_t count = 0;

    while (rows.length > 0)
        count += !is_note(next_line(&rows));
    return count;
}

/* Any number of blanks or a tab may separate cells. Blanks in process names separate nothing. */
START_TEST(blanks_do_not_matter)
{
    static char room[FILE_ROOM], wider[2 * FILE_ROOM];
    struct text text = load(samples[_i].name, "txt", room);
    struct builder whole = {0}, other = {0};

    if (strcmp(samples[_i].name, "ss-blanks") == 0)
        return; /* they are parts of names */
    for (size_t tabs = 0; tabs < 2; tabs++) {
        size_t length = 0;

        for (size_t i = 0; i < text.length; i++) {
            bool blank = text.bytes[i] == ' ';

            wider[length++] = blank && tabs == 1 ? '\t' : text.bytes[i];
            if (blank && tabs == 0)
                wider[length++] = ' ';
        }
        ck_assert(import(text, NULL, columns_of(samples[_i].format), &whole));
        ck_assert(import((struct text){wider, length}, NULL, columns_of(samples[_i].format), &other));
        ck_assert_uint_eq(count_rows(builder_text(&whole)), count_rows(builder_text(&other)));
        demand_no_new_row(builder_text(&other), builder_text(&whole), 0, samples[_i].name);
    }
    builder_free(&whole);
    builder_free(&other);
}
END_TEST

/* Reversed lines give the same rows. */
START_TEST(order_does_not_matter)
{
    static char room[FILE_ROOM], reversed[FILE_ROOM + 1];
    struct text text = load(samples[_i].name, "txt", room), rest = text;
    struct builder whole = {0}, other = {0};
    size_t at = sizeof(reversed);

    if (strcmp(samples[_i].format, "solaris") == 0 ||
        strcmp(samples[_i].format, "powershell") == 0 ||
        strcmp(samples[_i].format, "procfs") == 0 ||
        strcmp(samples[_i].format, "lsof-fields") == 0)
        return; /* the line above a table names its protocol, and sockets have several lines */
    while (rest.length > 0) {
        struct text line = next_line(&rest);

        reversed[--at] = '\n';
        at -= line.length;
        memcpy(reversed + at, line.bytes, line.length);
    }
    ck_assert(import(text, NULL, columns_of(samples[_i].format), &whole));
    ck_assert(import((struct text){reversed + at, sizeof(reversed) - at}, NULL, columns_of(samples[_i].format), &other));
    ck_assert_uint_eq(count_rows(builder_text(&whole)), count_rows(builder_text(&other)));
    demand_no_new_row(builder_text(&other), builder_text(&whole), 0, samples[_i].name);
    builder_free(&whole);
    builder_free(&other);
}
END_TEST

/* Quoted in a mail, with timestamps, with CRLF, or between messages: the same rows. */
START_TEST(surrounding_text_is_ignored)
{
    static const char *const starts[] = {"> ", "\t", "  ", "2024-10-18T12:00:00Z ", "[12:00:01.5] ",
                                         "> 12:00:01 "};
    static const char messages[] =
        "(Not all processes could be identified, non-owned process info\r\n"
        " will not be shown, you would have to be root to see it all.)\r\n"
        "lsof: WARNING: can't stat() fuse.portal file system /run/user/1000/doc\r\n"
        "      Output information may be incomplete.\r\n"
        "user@host:~$ # next\r\n";
    static char room[FILE_ROOM];
    struct text text = load(samples[_i].name, "txt", room);
    struct builder whole = {0}, other = {0}, changed = {0};

    ck_assert(import(text, NULL, columns_of(samples[_i].format), &whole));
    for (size_t i = 0; i < COUNT_OF(starts) && strstr(samples[_i].name, "json") == NULL; i++) {
        struct text rest = text;

        builder_clear(&changed);
        builder_printf(&changed, "%s", strcmp(samples[_i].format, "lsof-fields") == 0 ? "" : messages);
        while (rest.length > 0) {
            struct text line = next_line(&rest);

            builder_printf(&changed, "%s%.*s\r\n", line.length == 0 ? "" : starts[i],
                           (int)line.length, line.bytes);
        }
        ck_assert_msg(import(builder_text(&changed), samples[_i].format,
                             columns_of(samples[_i].format), &other),
                      "%s", samples[_i].name);
        ck_assert_msg(count_rows(builder_text(&whole)) == count_rows(builder_text(&other)),
                      "%s after '%s': %.*s", samples[_i].name, starts[i], (int)other.length,
                      other.bytes);
        demand_no_new_row(builder_text(&other), builder_text(&whole), 0, samples[_i].name);
    }
    builder_free(&whole);
    builder_free(&other);
    builder_free(&changed);
}
END_TEST

START_TEST(text_before_rows_is_skipped)
{
    static const char row[] = "tcp 0 0 1.2.3.4:5 0.0.0.0:* LISTEN\n";
    static const char *const before[] = {
        "\xef\xbb\xbf", "> ", "> > ", "\t", "2024-10-18T12:00:00Z ", "[12:00:01.5] ",
        "2024-10-18 12:00:00 ", "$ netstat -tn\r\n",
    };
    struct builder text = {0}, out = {0};

    for (size_t i = 0; i < COUNT_OF(before); i++) {
        builder_clear(&text);
        builder_printf(&text, "%s%s", before[i], row);
        ck_assert_msg(import(builder_text(&text), "netstat", "state,local_port", &out), "%s",
                      before[i]);
        ck_assert_msg(text_equal(builder_text(&out), TEXT("LISTEN,5\r\n")), "%s: %.*s", before[i],
                      (int)out.length, out.bytes);
    }
    builder_free(&text);
    builder_free(&out);
}
END_TEST

START_TEST(other_texts_are_not_recognized)
{
    static const char *const texts[] = {
        "", "\n", "hello world 12\n", "tcp\n", "tcp 0 0\n", "12 tcp 0 0 0.0.0.0:22 LISTEN\n",
    };
    struct builder out = {0};

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_msg(!import(text_of(texts[i]), NULL, end_columns, &out), "%s", texts[i]);
    builder_free(&out);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("listings");
    TCase *tcase = tcase_create("listings");

    tcase_add_loop_test(tcase, samples_give_their_rows, 0, COUNT_OF(samples));
    tcase_add_loop_test(tcase, a_cut_sample_invents_no_row, 0, COUNT_OF(samples));
    tcase_add_loop_test(tcase, blanks_do_not_matter, 0, COUNT_OF(samples));
    tcase_add_loop_test(tcase, order_does_not_matter, 0, COUNT_OF(samples));
    tcase_add_loop_test(tcase, surrounding_text_is_ignored, 0, COUNT_OF(samples));
    tcase_add_test(tcase, text_before_rows_is_skipped);
    tcase_add_test(tcase, other_texts_are_not_recognized);
    suite_add_tcase(suite, tcase);
    return suite;
}
