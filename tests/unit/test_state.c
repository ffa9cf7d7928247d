/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Invariants of the state tables, and the numbers that are easy to get wrong, listed a second time
 * in the order of the systems' headers. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "state.h"

#include "../each_spelling.h"

static const struct state_dialect_info *info(size_t dialect)
{
    return &state_dialects[dialect];
}

static struct state_match match(const char *word)
{
    return state_from_name(text_of(word));
}

static void assert_one(struct text word, enum state state)
{
    struct state_match m = state_from_name(word);

    ck_assert_msg(m.kind == STATE_MATCH_ONE && m.state == state && m.states == STATE_BIT(state),
                  "%.*s: kind %d, state %s", (int)word.length, word.bytes, (int)m.kind,
                  m.state == STATE_NONE ? "none" : state_name(m.state));
    ck_assert_ptr_null(m.tag);
    ck_assert_uint_eq(m.meaning_count, 0);
    ck_assert_uint_eq(m.nearest.length, 0);
}

static void assert_extra(const char *word, enum state state, const char *tag)
{
    struct state_match m = match(word);

    ck_assert_msg(m.kind == STATE_MATCH_EXTRA && m.state == state, "%s: kind %d", word,
                  (int)m.kind);
    ck_assert_uint_eq(m.states, state == STATE_NONE ? 0 : STATE_BIT(state));
    ck_assert_str_eq(m.tag, tag);
}

/* `suggestion` NULL: no word is near. */
static void assert_refused(const char *word, const char *suggestion)
{
    struct state_match m = match(word);

    ck_assert_msg(m.kind == STATE_MATCH_NONE, "%s is taken", word);
    ck_assert_uint_eq(m.states, 0);
    ck_assert_int_eq(m.state, STATE_NONE);
    ck_assert_msg(text_equal(m.nearest, text_of(suggestion)), "%s: suggests %.*s", word,
                  (int)m.nearest.length, m.nearest.bytes);
}

START_TEST(the_rfc_names_all)
{
    ck_assert_ptr_null(state_name(STATE_NONE));
    for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
        ck_assert_ptr_nonnull(state_name((enum state)s));
    ck_assert_str_eq(state_name(STATE_SYN_RECEIVED), "SYN-RECEIVED");
    ck_assert_str_eq(state_name(STATE_FIN_WAIT_2), "FIN-WAIT-2");
    ck_assert_str_eq(state_name(STATE_CLOSED), "CLOSED");
    ck_assert_uint_eq(STATES_ALL, 0xffe);
}
END_TEST

START_TEST(every_spelling_means_its_state)
{
    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
            assert_one(text_of(state_spelling((enum state)s, (enum state_dialect)d)),
                       (enum state)s);
}
END_TEST

START_TEST(a_dialect_has_words_or_the_rfcs)
{
    for (size_t d = 0; d < DIALECT_COUNT; d++) {
        ck_assert_ptr_nonnull(info(d)->title);
        ck_assert_ptr_null(info(d)->spelling[STATE_NONE]);
        ck_assert_ptr_null(state_spelling(STATE_NONE, (enum state_dialect)d));
        ck_assert_int_eq(info(d)->number[STATE_NONE], STATE_NO_NUMBER);
    }
    ck_assert_ptr_null(info(DIALECT_WINDOWS)->spelling[STATE_CLOSED]);
    ck_assert_str_eq(state_spelling(STATE_CLOSED, DIALECT_WINDOWS), "CLOSED");
    ck_assert_ptr_null(info(DIALECT_WINDOWS_DOC)->spelling[STATE_CLOSING]);
}
END_TEST

START_TEST(dialects_by_name)
{
    enum state_dialect found;
    struct text nearest;

    for (size_t d = 0; d < DIALECT_COUNT; d++) {
        ck_assert_ptr_nonnull(info(d)->name);
        ck_assert(state_dialect_from_name(text_of(info(d)->name), &found, NULL));
        ck_assert_uint_eq(found, d); /* unique */
    }
    ck_assert(state_dialect_from_name(TEXT("Windows-MIB"), &found, &nearest));
    ck_assert_int_eq(found, DIALECT_WINDOWS_MIB);
    ck_assert(!state_dialect_from_name(TEXT("windwos"), &found, &nearest));
    ck_assert(text_equal(nearest, TEXT("windows")));
    ck_assert(!state_dialect_from_name(TEXT("zz9"), &found, &nearest));
    ck_assert_uint_eq(nearest.length, 0);
    ck_assert(!state_dialect_from_name((struct text){NULL, 0}, &found, NULL));
}
END_TEST

/* Spellings that distinguish the dialects. */
START_TEST(spellings_of_note)
{
    static const struct {
        enum state_dialect dialect;
        enum state state;
        const char *word;
    } rows[] = {
        {DIALECT_LINUX, STATE_CLOSED, "TCP_CLOSE"},
        {DIALECT_LINUX, STATE_SYN_RECEIVED, "TCP_SYN_RECV"},
        {DIALECT_SS, STATE_CLOSED, "UNCONN"},
        {DIALECT_SS, STATE_ESTABLISHED, "ESTAB"},
        {DIALECT_SS, STATE_LISTEN, "LISTEN"},
        {DIALECT_SS_FILTER, STATE_LISTEN, "listening"},
        {DIALECT_SS_FILTER, STATE_CLOSED, "unconnected"},
        {DIALECT_NETSTAT, STATE_CLOSED, "CLOSE"},
        {DIALECT_NETSTAT, STATE_FIN_WAIT_1, "FIN_WAIT1"},
        {DIALECT_WINDOWS, STATE_LISTEN, "LISTENING"},
        {DIALECT_WINDOWS, STATE_SYN_RECEIVED, "SYN_RECEIVED"},
        {DIALECT_WINDOWS_DOC, STATE_SYN_SENT, "SYN_SEND"},
        {DIALECT_WINDOWS_DOC, STATE_TIME_WAIT, "TIMED_WAIT"},
        {DIALECT_WINDOWS_MIB, STATE_ESTABLISHED, "MIB_TCP_STATE_ESTAB"},
        {DIALECT_WINDOWS_TCPSTATE, STATE_FIN_WAIT_1, "TCPSTATE_FIN_WAIT_1"},
        {DIALECT_POWERSHELL, STATE_TIME_WAIT, "TimeWait"},
        {DIALECT_BSD, STATE_SYN_RECEIVED, "SYN_RCVD"},
        {DIALECT_BSD, STATE_FIN_WAIT_1, "FIN_WAIT_1"},
        {DIALECT_PLAN9, STATE_FIN_WAIT_1, "Finwait1"},
        {DIALECT_MIB, STATE_SYN_RECEIVED, "synReceived"},
        {DIALECT_LSOF, STATE_SYN_RECEIVED, "SYN_RECV"},
        {DIALECT_LSOF_BSD, STATE_SYN_RECEIVED, "SYN_RCVD"},
        {DIALECT_PSUTIL, STATE_CLOSED, "CLOSE"},
        {DIALECT_REACTOS, STATE_SYN_RECEIVED, "SYN_RCVD"},
        {DIALECT_REACTOS, STATE_FIN_WAIT_2, "FIN_WAIT2"},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_assert_str_eq(state_spelling(rows[i].state, rows[i].dialect), rows[i].word);
}
END_TEST

START_TEST(every_number_round_trips)
{
    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++) {
            int number = info(d)->number[s];
            const struct state_extra *extra;

            if (number == STATE_NO_NUMBER)
                continue;
            ck_assert_uint_eq(state_from_number((enum state_dialect)d, number, &extra), s);
            ck_assert_ptr_null(extra);
            ck_assert_uint_eq(state_from_number((enum state_dialect)d, number, NULL), s);
        }
}
END_TEST

/* In the order of the headers, starting at `first`; a dialect has all eleven numbers or none. */
START_TEST(numbers_in_the_order_of_each_system)
{
    static const struct {
        enum state_dialect dialect;
        int first;
        const char *words[11];
    } rows[] = {
        {DIALECT_LINUX,
         1,
         {"ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE",
          "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"}},
        {DIALECT_WINDOWS,
         1,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTAB", "FIN_WAIT1", "FIN_WAIT2",
          "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"}},
        {DIALECT_WINDOWS_MIB,
         1,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTAB", "FIN_WAIT1", "FIN_WAIT2",
          "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"}},
        {DIALECT_POWERSHELL,
         1,
         {"Closed", "Listen", "SynSent", "SynReceived", "Established", "FinWait1", "FinWait2",
          "CloseWait", "Closing", "LastAck", "TimeWait"}},
        {DIALECT_WINDOWS_TCPSTATE,
         0,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2",
          "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"}},
        {DIALECT_PLAN9,
         0,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2",
          "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"}},
        {DIALECT_BSD,
         0,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT_1",
          "CLOSING", "LAST_ACK", "FIN_WAIT_2", "TIME_WAIT"}},
        {DIALECT_DRAGONFLY,
         1,
         {"CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT_1",
          "CLOSING", "LAST_ACK", "FIN_WAIT_2", "TIME_WAIT"}},
        {DIALECT_MIB,
         1,
         {"closed", "listen", "synSent", "synReceived", "established", "finWait1", "finWait2",
          "closeWait", "lastAck", "closing", "timeWait"}},
    };
    bool numbered[DIALECT_COUNT] = {[DIALECT_SOLARIS] = true};

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        numbered[rows[i].dialect] = true;
        for (int n = 0; n < 11; n++)
            assert_one(text_of(rows[i].words[n]),
                       state_from_number(rows[i].dialect, rows[i].first + n, NULL));
    }
    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
            ck_assert_int_eq(info(d)->number[s] != STATE_NO_NUMBER, numbered[d]);
}
END_TEST

START_TEST(windows_and_the_mib_swap_two)
{
    ck_assert_int_eq(state_from_number(DIALECT_WINDOWS, 9, NULL), STATE_CLOSING);
    ck_assert_int_eq(state_from_number(DIALECT_WINDOWS, 10, NULL), STATE_LAST_ACK);
    ck_assert_int_eq(state_from_number(DIALECT_MIB, 9, NULL), STATE_LAST_ACK);
    ck_assert_int_eq(state_from_number(DIALECT_MIB, 10, NULL), STATE_CLOSING);
}
END_TEST

START_TEST(solaris_counts_from_below_zero)
{
    static const enum state states[] = {
        STATE_CLOSED,       STATE_CLOSED,      STATE_CLOSED,     STATE_LISTEN,     STATE_SYN_SENT,
        STATE_SYN_RECEIVED, STATE_ESTABLISHED, STATE_CLOSE_WAIT, STATE_FIN_WAIT_1, STATE_CLOSING,
        STATE_LAST_ACK,     STATE_FIN_WAIT_2,  STATE_TIME_WAIT};
    const struct state_extra *extra;

    for (int i = 0; i < (int)COUNT_OF(states); i++)
        ck_assert_int_eq(state_from_number(DIALECT_SOLARIS, i - 6, NULL), states[i]);
    state_from_number(DIALECT_SOLARIS, -5, &extra);
    ck_assert_str_eq(extra->tag, "idle");
    state_from_number(DIALECT_SOLARIS, -4, &extra);
    ck_assert_str_eq(extra->tag, "bound");
}
END_TEST

START_TEST(numbers_outside_the_rfc)
{
    static const struct {
        enum state_dialect dialect;
        int number;
        enum state state;
        const char *tag;
    } rows[] = {
        {DIALECT_LINUX, 12, STATE_SYN_RECEIVED, "request"},
        {DIALECT_LINUX, 13, STATE_CLOSED, "bound"},
        {DIALECT_WINDOWS, 12, STATE_CLOSED, "deleting"},
        {DIALECT_WINDOWS, 100, STATE_CLOSED, "bound"},
        {DIALECT_WINDOWS_MIB, 12, STATE_CLOSED, "deleting"},
        {DIALECT_WINDOWS_MIB, 100, STATE_CLOSED, "bound"},
        {DIALECT_WINDOWS_TCPSTATE, 11, STATE_NONE, "maximum"},
        {DIALECT_POWERSHELL, 0, STATE_NONE, "none"},
        {DIALECT_POWERSHELL, 12, STATE_CLOSED, "deleting"},
        {DIALECT_POWERSHELL, 100, STATE_CLOSED, "bound"},
        {DIALECT_MIB, 12, STATE_CLOSED, "deleting"},
        {DIALECT_DRAGONFLY, 0, STATE_CLOSED, "terminating"},
        {DIALECT_SOLARIS, -7, STATE_NONE, "bookkeeping"},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct state_extra *extra;

        ck_assert_int_eq(state_from_number(rows[i].dialect, rows[i].number, &extra), rows[i].state);
        ck_assert_ptr_nonnull(extra);
        ck_assert_str_eq(extra->tag, rows[i].tag);
        ck_assert_int_eq(extra->number, rows[i].number);
    }
}
END_TEST

START_TEST(unknown_numbers)
{
    static const int numbers[] = {-32769, STATE_NO_NUMBER, -8, 14, 99, 101, 32768, 65536 + 1};

    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t i = 0; i < COUNT_OF(numbers); i++) {
            const struct state_extra *extra;

            ck_assert_int_eq(state_from_number((enum state_dialect)d, numbers[i], &extra),
                             STATE_NONE);
            ck_assert_ptr_null(extra);
        }
    ck_assert_int_eq(state_from_number(DIALECT_AIX, 1, NULL), STATE_NONE);
    ck_assert_int_eq(state_from_number(DIALECT_LINUX, 0, NULL), STATE_NONE);
    ck_assert_int_eq(state_from_number(DIALECT_BSD, 11, NULL), STATE_NONE);
}
END_TEST

START_TEST(extras_are_whole)
{
    for (size_t i = 0; i < state_extra_count; i++) {
        struct state_match m = match(state_extras[i].spelling);

        ck_assert_ptr_nonnull(state_extras[i].meaning);
        if (strcmp(state_extras[i].spelling, "FIN_WAIT") == 0) {
            ck_assert_int_eq(m.kind, STATE_MATCH_AMBIGUOUS);
            continue;
        }
        if (strcmp(state_extras[i].spelling, "NONE") ==
            0) { /* two tools use it with different meanings */
            ck_assert_int_eq(m.kind, STATE_MATCH_EXTRA);
            continue;
        }
        assert_extra(state_extras[i].spelling, state_extras[i].state, state_extras[i].tag);
        if (state_extras[i].number == STATE_NO_NUMBER)
            continue;
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
            ck_assert_int_ne(info(state_extras[i].dialect)->number[s], state_extras[i].number);
    }
}
END_TEST

START_TEST(words_outside_the_rfc)
{
    assert_extra("bound", STATE_CLOSED, "bound");
    assert_extra("BOUND_INACTIVE", STATE_CLOSED, "bound");
    assert_extra("TCPS_BOUND", STATE_CLOSED, "bound");
    assert_extra("idle", STATE_CLOSED, "idle");
    assert_extra("Delete TCB", STATE_CLOSED, "deleting");
    assert_extra("new-syn-recv", STATE_SYN_RECEIVED, "request");
    assert_extra("none", STATE_NONE, "none");
    assert_extra("UNKNOWN", STATE_NONE, "none");
    assert_extra("???", STATE_NONE, "none");
    assert_extra("SYN_SENT2", STATE_NONE, "conntrack");
}
END_TEST

START_TEST(prefixes_blanks_and_case)
{
    assert_one(TEXT("TCP_LISTEN"), STATE_LISTEN);
    assert_one(TEXT("tcp_listen"), STATE_LISTEN);
    assert_one(TEXT("TCPS_SYN_RECEIVED"), STATE_SYN_RECEIVED);
    assert_one(TEXT("TCPSTATE_SYN_RCVD"), STATE_SYN_RECEIVED);
    assert_one(TEXT("MIB_TCP_STATE_ESTAB"), STATE_ESTABLISHED);
    assert_one(TEXT("CONN_CLOSE_WAIT"), STATE_CLOSE_WAIT);
    assert_one(TEXT("SYN RCVD"), STATE_SYN_RECEIVED);
    assert_one(TEXT("FINWAIT-2"), STATE_FIN_WAIT_2);
    assert_one(TEXT(" \t TCP_TIME_WAIT\r\n"), STATE_TIME_WAIT);
    assert_one(TEXT("cLoSiNg"), STATE_CLOSING);
    assert_one(TEXT("fin wait_1"), STATE_FIN_WAIT_1);
    assert_refused("TCP_", NULL);
    assert_refused("TCP_TCP_LISTEN", "LISTEN");
    assert_refused("TCPLISTEN", "LISTEN");
    assert_refused("CONN_", NULL);
    assert_refused(" -_ ", NULL);
    assert_refused("", NULL);
    assert_refused(NULL, NULL);
}
END_TEST

START_TEST(aliases)
{
    static const struct {
        const char *word;
        enum state state;
    } rows[] = {
        {"LISTENING", STATE_LISTEN},      {"SYN_SEND", STATE_SYN_SENT},
        {"SYNSENT", STATE_SYN_SENT},      {"SYNRECV", STATE_SYN_RECEIVED},
        {"syn-rcv", STATE_SYN_RECEIVED},  {"SYN_RCDV", STATE_SYN_RECEIVED},
        {"SYN-RCVD", STATE_SYN_RECEIVED}, {"embryonic", STATE_SYN_RECEIVED},
        {"ESTAB", STATE_ESTABLISHED},     {"ESTABL", STATE_ESTABLISHED},
        {"Establsh", STATE_ESTABLISHED},  {"Estblsh", STATE_ESTABLISHED},
        {"VERBUNDEN", STATE_ESTABLISHED}, {"FINWAIT1", STATE_FIN_WAIT_1},
        {"FinWt1", STATE_FIN_WAIT_1},     {"FINW1", STATE_FIN_WAIT_1},
        {"FinWt2", STATE_FIN_WAIT_2},     {"FINW2", STATE_FIN_WAIT_2},
        {"CLOSEWAIT", STATE_CLOSE_WAIT},  {"ClosWait", STATE_CLOSE_WAIT},
        {"ClosWt", STATE_CLOSE_WAIT},     {"TIMED_WAIT", STATE_TIME_WAIT},
        {"tw", STATE_TIME_WAIT},          {"CLOSE", STATE_CLOSED},
        {"UNCONN", STATE_CLOSED},         {"unconnected", STATE_CLOSED},
        {"lastack", STATE_LAST_ACK},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_one(text_of(rows[i].word), rows[i].state);
}
END_TEST

START_TEST(words_for_more_than_one_state)
{
    struct state_match m = match("FIN_WAIT");

    ck_assert_int_eq(m.kind, STATE_MATCH_AMBIGUOUS);
    ck_assert_uint_eq(m.states, STATE_BIT(STATE_FIN_WAIT_1) | STATE_BIT(STATE_FIN_WAIT_2));
    ck_assert_uint_le(m.meaning_count, STATE_MEANINGS_MAX);
    ck_assert_uint_eq(m.meanings[0].states, STATE_BIT(STATE_FIN_WAIT_1));
    ck_assert_uint_eq(m.meanings[1].states, STATE_BIT(STATE_FIN_WAIT_2));
    ck_assert_int_eq(match("finwait").kind, STATE_MATCH_AMBIGUOUS);

    m = match("half-open");
    ck_assert_int_eq(m.kind, STATE_MATCH_AMBIGUOUS);
    ck_assert_uint_eq(m.states, 0);
    ck_assert_uint_eq(m.meaning_count, 3);
    ck_assert_uint_eq(m.meanings[0].states, 0);
    for (size_t i = 0; i < m.meaning_count; i++)
        ck_assert_ptr_nonnull(m.meanings[i].text);

    m = match("Half Closed");
    ck_assert_int_eq(m.kind, STATE_MATCH_GROUP);
    ck_assert_uint_eq(m.states, STATE_BIT(STATE_FIN_WAIT_2) | STATE_BIT(STATE_CLOSE_WAIT));
    ck_assert_uint_eq(m.meaning_count, 0);
}
END_TEST

START_TEST(refused_with_a_suggestion)
{
    assert_refused("CLOSED_WAIT", "CLOSE-WAIT");
    assert_refused("CLOSEDWAIT", "CLOSE-WAIT");
    assert_refused("ACK_WAIT", "LAST-ACK");
    assert_refused("WAIT", "TIME-WAIT");
    assert_refused("FINW", "FIN-WAIT-1");
    assert_refused("CLOS", "CLOSE");
    assert_refused("timewiat", "TIME-WAIT");
    assert_refused("TCP_ESTABLISHD", "ESTABLISHED");
    assert_refused("lisen", "LISTEN");
    assert_refused("UNCON", "UNCONN");
    assert_refused("half_opne", "HALF-OPEN");
    assert_refused("all", NULL);
    assert_refused("connected", "unconnected");
    assert_refused("VERBUNDE", NULL);
    assert_refused("nginx", NULL);
}
END_TEST

static void see_spelling(void *context, const char *spelling, enum state state)
{
    size_t *seen = context;
    struct state_match m = match(spelling);

    seen[state]++;
    ck_assert_msg(m.kind != STATE_MATCH_NONE, "%s is refused", spelling);
    if (m.kind != STATE_MATCH_AMBIGUOUS)
        ck_assert_int_eq(m.state, state);
}

START_TEST(every_attested_spelling_is_taken)
{
    size_t seen[STATE_COUNT] = {0};

    each_spelling(see_spelling, seen);
    for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
        ck_assert_uint_ge(seen[s], DIALECT_COUNT - 2); /* German Windows has few words */
    ck_assert_uint_gt(seen[STATE_NONE], 0);
}
END_TEST

/* The prefixes of spellings that are words themselves. */
static bool is_a_word(struct text start)
{
    static const char *const words[] = {"BOUND",    "CLOSE",   "ESTAB",   "ESTABL",
                                        "LISTEN",   "UNCONN",  "FINWAIT", "FIN-WAIT",
                                        "FIN_WAIT", "SYN-RCV", "SYN_RCV"};

    while (start.length > 0 && strchr("-_", start.bytes[start.length - 1]) != NULL)
        start.length--;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_equal_nocase(start, text_of(words[i])))
            return true;
    return false;
}

/* Truncated at every position; prefixes that end in or right after TCP_ are rejected, too. */
static void refuse_starts(void *context, const char *spelling, enum state state)
{
    static const char *const prefixes[] = {"MIB_TCP_STATE_", "TCPSTATE_", "TCP_", "CONN_"};
    struct text whole = text_of(spelling);
    size_t skip = 0;

    (void)context;
    if (state == STATE_NONE)
        return;
    for (size_t i = 0; i < COUNT_OF(prefixes) && skip == 0; i++)
        if (text_starts_with(whole, text_of(prefixes[i])))
            skip = strlen(prefixes[i]);
    for (size_t length = 0; length < whole.length; length++) {
        struct text start = {whole.bytes, length};
        bool word = length > skip && is_a_word((struct text){whole.bytes + skip, length - skip});

        ck_assert_msg((state_from_name(start).kind != STATE_MATCH_NONE) == word, "%.*s",
                      (int)length, spelling);
    }
}

START_TEST(prefixes_do_not_match)
{
    each_spelling(refuse_starts, NULL);
}
END_TEST

START_TEST(any_bytes)
{
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        char word[] = {'L', 'I', 'S', 'T', 'E', 'N', byte};
        bool skipped = c == ' ' || (c >= '\t' && c <= '\r') || c == '-' || c == '_';
        struct state_match m = state_from_name((struct text){word, sizeof word});

        ck_assert_int_eq(m.kind, skipped ? STATE_MATCH_ONE : STATE_MATCH_NONE);
        ck_assert_int_eq(state_from_name((struct text){&byte, 1}).kind, STATE_MATCH_NONE);
    }
    ck_assert_int_eq(state_from_name(TEXT("LISTEN\0")).kind, STATE_MATCH_NONE);
    ck_assert_int_eq(state_from_name(TEXT("\0LISTEN")).kind, STATE_MATCH_NONE);
    ck_assert_int_eq(state_from_name(TEXT("TCP_\0")).kind, STATE_MATCH_NONE);
    ck_assert_int_eq(state_from_name(TEXT("\xff\xfe\x80")).kind, STATE_MATCH_NONE);
    ck_assert_int_eq(state_from_name(TEXT("L\xc4\xb0STEN")).kind, STATE_MATCH_NONE);
}
END_TEST

/* In heap blocks of exact length, so that the sanitizer detects a read past the end. */
START_TEST(any_length)
{
    static const char fill[] = {'L', ' ', '_', 'x', '\0'};

    for (size_t i = 0; i < COUNT_OF(fill); i++)
        for (size_t length = 1; length <= 1u << 20;
             length = length < 100 ? length + 1 : length * 4) {
            char *bytes = malloc(length);

            ck_assert_ptr_nonnull(bytes);
            memset(bytes, fill[i], length);
            ck_assert_int_eq(state_from_name((struct text){bytes, length}).kind, STATE_MATCH_NONE);
            if (length >= 6) {
                bool blank = fill[i] == ' ' || fill[i] == '_' || length == 6;

                for (size_t k = 0; k < 6; k++)
                    bytes[length - 6 + k] = "LISTEN"[k];
                ck_assert_int_eq(state_from_name((struct text){bytes, length}).kind,
                                 blank ? STATE_MATCH_ONE : STATE_MATCH_NONE);
            }
            free(bytes);
        }
}
END_TEST

static TCase *case_tables(void)
{
    TCase *tables = tcase_create("tables");

    tcase_add_test(tables, the_rfc_names_all);
    tcase_add_test(tables, a_dialect_has_words_or_the_rfcs);
    tcase_add_test(tables, dialects_by_name);
    tcase_add_test(tables, spellings_of_note);
    tcase_add_test(tables, every_number_round_trips);
    tcase_add_test(tables, numbers_in_the_order_of_each_system);
    tcase_add_test(tables, windows_and_the_mib_swap_two);
    tcase_add_test(tables, solaris_counts_from_below_zero);
    tcase_add_test(tables, numbers_outside_the_rfc);
    tcase_add_test(tables, unknown_numbers);
    tcase_add_test(tables, extras_are_whole);
    return tables;
}

static TCase *case_words(void)
{
    TCase *words = tcase_create("words");

    tcase_add_test(words, every_spelling_means_its_state);
    tcase_add_test(words, every_attested_spelling_is_taken);
    tcase_add_test(words, words_outside_the_rfc);
    tcase_add_test(words, prefixes_blanks_and_case);
    tcase_add_test(words, aliases);
    tcase_add_test(words, words_for_more_than_one_state);
    tcase_add_test(words, refused_with_a_suggestion);
    tcase_add_test(words, prefixes_do_not_match);
    tcase_add_test(words, any_bytes);
    tcase_add_test(words, any_length);
    return words;
}

Suite *unit_suite(void)
{
    Suite *suite = suite_create("state");

    suite_add_tcase(suite, case_tables());
    suite_add_tcase(suite, case_words());
    return suite;
}
