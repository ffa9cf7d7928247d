/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of explain as a terminal shows them: their size, and required and forbidden sentences. */
#include <string.h>

#include "capture.h"
#include "explain.h"
#include "topic.h"
#include "utf8.h"

#include "../each_spelling.h"

#define LINES_MAX   30
#define COLUMNS_MAX 80

/* The page for some words, on a terminal of 80 columns. */
static struct capture *page(struct text words, bool utf8, bool windows)
{
    struct capture *capture = capture_begin();
    struct explain_facts facts = {.utf8 = utf8, .windows = windows};
    struct text_style style = {.width = COLUMNS_MAX};
    struct error error = {.status = STATUS_DONE};
    struct arena arena = {NULL};
    char buffer[EXPLAIN_BUFFER];
    struct subjects subjects;
    struct report report;
    struct text list[8];
    size_t count = 0;

    while (words.length > 0 && count < COUNT_OF(list)) {
        const char *end = memchr(words.bytes, ' ', words.length);
        size_t length = end == NULL ? words.length : (size_t)(end - words.bytes);

        list[count++] = (struct text){words.bytes, length};
        words = text_from(words, length + (end != NULL));
    }
    ck_assert_msg(explain_understand(list, count, buffer, &subjects, &error), "%s", error.message);
    report_init(&report, &arena);
    explain_fill(&subjects, &facts, &report);
    ck_assert(topic_write_text(&report, &style, NULL, &capture->output));
    (void)capture_end(capture);
    arena_free(&arena);
    return capture;
}

static size_t columns(struct text line)
{
    size_t count = 0;

    while (line.length > 0) {
        uint32_t character;

        line = text_from(line, utf8_decode(line, &character));
        count++;
    }
    return count;
}

static void assert_size(struct text words, bool utf8, bool windows)
{
    struct capture *capture = page(words, utf8, windows);
    size_t lines = 0;

    for (char *at = capture->bytes; *at != '\0'; lines++) {
        size_t length = strcspn(at, "\n");

        ck_assert_msg(columns((struct text){at, length}) <= COLUMNS_MAX, "%.*s: %.*s",
                      (int)words.length, words.bytes, (int)length, at);
        for (size_t i = 0; i < length && !utf8; i++)
            ck_assert_msg(at[i] >= ' ' && at[i] <= '~', "%.*s", (int)words.length, words.bytes);
        at += length + 1;
    }
    ck_assert_msg(lines <= LINES_MAX, "%.*s: %zu lines", (int)words.length, words.bytes, lines);
    capture_free(capture);
}

static void assert_page(void *context, struct text words)
{
    assert_size(words, true, false);
    assert_size(words, false, false);
    assert_size(words, true, true);
    ++*(size_t *)context;
}

static void see_name(void *context, const char *kind, struct text name, const char *title,
                     bool is_alias)
{
    (void)title;
    (void)is_alias;
    if (strcmp(kind, "list") != 0 && strcmp(kind, "diagram") != 0)
        assert_page(context, name);
}

static void see_spelling(void *context, const char *spelling, enum state state)
{
    (void)state;
    assert_page(context, text_of(spelling));
}

START_TEST(every_page_fits_a_screen)
{
    static const char *const others[] = {"FIN_WAIT",
                                         "HALF_OPEN",
                                         "half closed",
                                         "CLOSE",
                                         "8",
                                         "SYN-SENT LISTEN",
                                         "listen accept bind",
                                         "TIME_WAIT 6",
                                         "linux 0A",
                                         "recv-q and send-q",
                                         "ESTABLISHED rst",
                                         "LISTEN queues",
                                         "ss names",
                                         "ESTABLISHED half-open",
                                         "netstat others",
                                         "CLOSE-WAIT window"};
    size_t count = 0;

    explain_each_name(see_name, &count);
    each_spelling(see_spelling, &count);
    ck_assert_uint_gt(count, 500);
    for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++) {
        char words[64];

        snprintf(words, sizeof(words), "%s neighbours", state_name((enum state)s));
        assert_page(&count, text_of(words));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_page(&count, text_of(others[i]));
}
END_TEST

/* Correct statements about each topic, and wrong ones that earlier pages made: on the first page,
 * or on the page of the part that is named. Wanted and unwanted words are separated by '|'. */
static const struct {
    const char *asked, *wanted, *unwanted;
} facts[] = {
    /* Corrections of common notes */
    {"UDP", "UDP is faster than TCP. Strictly, a packet takes the same time", NULL},
    {"TCP", "TCP never loses data. Strictly,", NULL},
    {"LISTEN", "listener itself becomes SYN-RECEIVED|the listener stays in LISTEN", NULL},
    {"SYN-RECEIVED", "the listener stays in LISTEN", NULL},
    {"handshake", "the listener stays in LISTEN", NULL},
    {"state", "the states are not part of TCP|eleven states", NULL},
    {"server socket", "knows only its own address|also has the peer's address", NULL},
    {"accept", "also has the peer's address", NULL},
    {"FIN", "proves that the peer's program has read everything|may still be unread", NULL},
    {"CLOSE-WAIT mistakes", "may still be unread in the peer's Recv-Q", NULL},
    {"TIME-WAIT", "No setting changes the 60 s|tcp_fin_timeout sets the length of TIME-WAIT", NULL},
    {"CLOSE-WAIT", "a client that closes first is in CLOSE-WAIT", NULL},
    {"half-open", "half-open for SYN-RECEIVED", NULL},

    /* CLOSED, bind */
    {"bind", "lsock lists them", "no ordinary listing"},
    {"CLOSED proof", "list sockets that are only bound; ss and netstat hide them|only /proc/PID/fd",
     NULL},
    {"CLOSED", NULL, "have failed|did not close after a failure"},
    /* CLOSE-WAIT and keepalive; RST there */
    {"CLOSE-WAIT proof",
     "keepalive removes the row once the peer has forgotten|descriptor stays open",
     "but for keepalive"},
    {"RST", "CLOSE-WAIT CLOSED read() = 0, write() fails with EPIPE", "reads EPIPE"},
    {"CLOSE-WAIT transitions", "read() returns end of file, write() fails with EPIPE", NULL},
    /* Queues of a listener */
    {"tcp_abort_on_overflow", "last ACK of a handshake|SYNs are still dropped", NULL},
    {"ListenOverflows", "a SYN or|dropped", NULL},
    {"backlog", "accept queue full: SYN dropped ListenOverflows|full: ACK dropped ListenOverflows",
     NULL},
    /* Aborts */
    {"TCPAbortOnData", "linger time|ESTABLISHED", "still on its way"},
    {"EstabResets", "by either end", NULL},
    /* Retries */
    {"tcp_orphan_retries", "acts as 8 until|120 s", "ICMP"},
    {"tcp_syn_retries", "67 s", "127 s"},
    {"SYN-SENT", "a little over two minutes", "127 s"},
    /* Calls */
    {"shutdown", "SHUT_WR and SHUT_RDWR send FIN|SHUT_RD sends nothing", NULL},
    /* FIN behind a zero window */
    {"FIN-WAIT-1", "the remote program: it must read first", "need not do anything"},
    {"LAST-ACK", "the remote program: it must read first", "need not do anything"},
    {"LAST-ACK proof", "more with unacknowledged data", "Send-Q is 1."},
    {"zero window", "TCP_USER_TIMEOUT", "must be kept"},
    {"FIN-WAIT-2", "the local program must read first", NULL},
    /* TIME-WAIT */
    {"TIME-WAIT transitions",
     "With tcp_rfc1337 = 1 the RST is ignored and restarts the wait|out of sequence is "
     "dropped|any segment in the window",
     "user timeout|else a challenge ACK"},
    {"FIN-WAIT-2 transitions", "orphan in FIN-WAIT-2 any RST in the window|Solaris (675 s)",
     "only on Linux"},
    {"TIME-WAIT assassination", "answers an old segment with an ACK|answers with RST", "A stray packet or RST ends"},
    {"challenge ACK", "exactly the next sequence number", "nobody can end"},
    /* SYN again */
    {"SYN-RECEIVED transitions",
     "the same SYN again; receives SYN; sends ACK|another SYN in the window", NULL},
    /* Options and addresses */
    {"SO_REUSEADDR", "on Linux it does not", NULL},
    {"SO_REUSEPORT", "Linux spreads", NULL},
    {"loopback", "this network namespace", "this host only"},
    {"ss", "exclude time-wait exclude syn-recv", "nothing is hidden"},
    /* An exit that was missing */
    {"ESTABLISHED transitions", "keepalive probes are exhausted", NULL},
    {"CLOSE-WAIT transitions", "keepalive probes are exhausted", NULL},
    {"ESTABLISHED neighbours", "keepalive probes are exhausted", NULL},

    /* What a student asks must be on the first screen */
    {"half open", "One end has lost the connection", NULL},
    {"half closed", "One direction is closed", NULL},
    {"TIME-WAIT", "fixed 60 s on Linux|a lost last ACK|old segments expire", NULL},
    {"SYN queue", "wait for their last ACK|completed connections that wait for accept()", NULL},
    {"half-open vs half-closed", "One end has lost the connection|One direction is closed",
     "more than one"},
    {"SYN backlog vs accept queue",
     "wait for their last ACK|completed connections that wait for accept()", NULL},
    {"Recv-Q and Send-Q", "the program has not read|the peer has not acknowledged", NULL},
    {"zero window", "advertises window 0|window probe|does not read", NULL},
};

/* Replaces runs of blanks and line ends by one blank. */
static void squeeze(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++)
        if ((*from != ' ' && *from != '\n') || (to > text && to[-1] != ' '))
            *to++ = *from == '\n' ? ' ' : *from;
    *to = '\0';
}

static void assert_words(const char *text, const char *asked, const char *words, bool wanted)
{
    while (words != NULL && *words != '\0') {
        char one[200];
        size_t length = strcspn(words, "|");

        ck_assert_uint_lt(length, sizeof(one));
        memcpy(one, words, length);
        one[length] = '\0';
        ck_assert_msg((strstr(text, one) != NULL) == wanted, "%s: \"%s\" is %s", asked, one,
                      wanted ? "missing" : "there");
        words += length + (words[length] == '|');
    }
}

START_TEST(required_and_forbidden_sentences)
{
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        struct capture *capture = page(text_of(facts[i].asked), false, false);

        squeeze(capture->bytes);
        assert_words(capture->bytes, facts[i].asked, facts[i].wanted, true);
        assert_words(capture->bytes, facts[i].asked, facts[i].unwanted, false);
        capture_free(capture);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("explain_pages");
    TCase *pages = tcase_create("pages");

    tcase_set_timeout(pages, 30);
    tcase_add_test(pages, every_page_fits_a_screen);
    tcase_add_test(pages, required_and_forbidden_sentences);
    suite_add_tcase(suite, pages);
    return suite;
}
