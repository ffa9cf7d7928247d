/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "examined.h"
#include "explain.h"
#include "texts.h"
#include "unit.h"

#include "../each_spelling.h"

static char buffer[EXPLAIN_BUFFER];

static bool understand(const char *typed, struct subjects *subjects, struct error *error)
{
    struct text words[8];
    size_t count = 0;
    const char *at = typed;

    while (*at != '\0' && count < COUNT_OF(words)) {
        size_t length = strcspn(at, " ");

        words[count++] = (struct text){at, length};
        at += length + (at[length] == ' ');
    }
    *error = (struct error){.status = STATUS_DONE};
    return explain_understand(words, count, buffer, subjects, error);
}

static const struct subject *find(const struct subjects *subjects, enum subject_kind kind)
{
    for (size_t i = 0; i < subjects->count; i++)
        if (subjects->list[i].kind == kind)
            return &subjects->list[i];
    return NULL;
}

static void assert_state(const char *typed, enum state state)
{
    struct subjects subjects;
    struct error error;
    const struct subject *subject;

    ck_assert_msg(understand(typed, &subjects, &error), "%s is unknown", typed);
    subject = find(&subjects, SUBJECT_STATE);
    ck_assert_msg(subject != NULL, "%s is no state", typed);
    ck_assert_msg(subject->state == state, "%s", typed);
    ck_assert_uint_ne(subjects.states & STATE_BIT(state), 0);
}

static void see_spelling(void *context, const char *spelling, enum state state)
{
    struct state_match match = state_from_name(text_of(spelling));
    struct text word = text_of(spelling);
    struct subjects subjects;
    struct error error = {.status = STATUS_DONE};
    enum subject_kind kind = match.kind == STATE_MATCH_ONE     ? SUBJECT_STATE
                             : match.kind == STATE_MATCH_EXTRA ? SUBJECT_EXTRA
                                                               : SUBJECT_AMBIGUOUS;

    ck_assert_msg(explain_understand(&word, 1, buffer, &subjects, &error), "%s", spelling);
    ck_assert_msg(find(&subjects, kind) != NULL, "%s", spelling);
    if (kind == SUBJECT_STATE)
        ck_assert_int_eq(find(&subjects, kind)->state, state);
    ++*(size_t *)context;
}

START_TEST(every_spelling)
{
    size_t seen = 0;

    each_spelling(see_spelling, &seen);
    ck_assert_uint_gt(seen, 200);
    assert_state("FIN_WAIT2", STATE_FIN_WAIT_2);
    assert_state("LISTENING", STATE_LISTEN);
    assert_state("SynReceived", STATE_SYN_RECEIVED);
    assert_state("TCPS_LAST_ACK", STATE_LAST_ACK);
    assert_state("MIB_TCP_STATE_SYN_RCVD", STATE_SYN_RECEIVED);
    assert_state("SYN RCVD", STATE_SYN_RECEIVED);
    assert_state("fin wait 2", STATE_FIN_WAIT_2);
    assert_state("windows SYN_RECEIVED", STATE_SYN_RECEIVED);
}
END_TEST

static const struct subject *number(const char *typed, struct subjects *subjects)
{
    struct error error;

    ck_assert_msg(understand(typed, subjects, &error), "%s is unknown", typed);
    ck_assert_uint_eq(subjects->count, 1);
    ck_assert_int_eq(subjects->list[0].kind, SUBJECT_NUMBER);
    return &subjects->list[0];
}

START_TEST(every_number)
{
    struct subjects subjects;

    for (unsigned d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];

        for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++) {
            char typed[64];

            if (info->number[s] == STATE_NO_NUMBER)
                continue;
            snprintf(typed, sizeof(typed), "%s %d", info->name, info->number[s]);
            ck_assert_msg(number(typed, &subjects)->state == s, "%s", typed);
        }
    }
    for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++) {
        char typed[64];

        snprintf(typed, sizeof(typed), "linux %02X",
                 (unsigned)state_dialects[DIALECT_LINUX].number[s]);
        ck_assert_msg(number(typed, &subjects)->state == s, "%s", typed);
    }
}
END_TEST

START_TEST(notable_numbers)
{
    struct subjects subjects;

    ck_assert_int_eq(number("linux 0A", &subjects)->state, STATE_LISTEN);
    ck_assert_int_eq(number("linux 0x0b", &subjects)->state, STATE_CLOSING);
    ck_assert_int_eq(number("linux 10", &subjects)->state, STATE_LISTEN);
    ck_assert_int_eq(number("windows 8", &subjects)->state, STATE_CLOSE_WAIT);
    ck_assert_int_eq(number("windows 9", &subjects)->state, STATE_CLOSING);
    ck_assert_int_eq(number("mib 9", &subjects)->state, STATE_LAST_ACK);
    ck_assert_int_eq(number("bsd 9", &subjects)->state, STATE_FIN_WAIT_2);
    ck_assert_int_eq(number("macos 9", &subjects)->state, STATE_FIN_WAIT_2);
    ck_assert_int_eq(number("solaris -3", &subjects)->state, STATE_LISTEN);
    ck_assert_int_eq(number("solaris -4", &subjects)->state, STATE_CLOSED);
    ck_assert_int_eq(number("8", &subjects)->dialect, DIALECT_COUNT);
    ck_assert_int_eq(number("-6", &subjects)->dialect, DIALECT_COUNT);
    ck_assert(number("0A", &subjects)->hexadecimal);
    ck_assert(!number("10", &subjects)->hexadecimal);
}
END_TEST

START_TEST(unused_numbers)
{
    static const char *const typed[] = {"windows 0A", "bsd 11",       "linux 0", "99",
                                        "solaris -9", "linux 0x10",   "-99",     "aix 4",
                                        "0F",         "linux 100000", "linux -", "linux 0x"};
    struct subjects subjects;
    struct error error;

    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        ck_assert_msg(!understand(typed[i], &subjects, &error), "%s", typed[i]);
        ck_assert_int_eq(error.status, STATUS_NO);
        ck_assert_uint_gt(error.typed.length, 0);
    }
}
END_TEST

static void assert_term(const char *typed, const char *name)
{
    struct subjects subjects;
    struct error error;
    bool found = false;

    ck_assert_msg(understand(typed, &subjects, &error), "%s is unknown", typed);
    for (size_t i = 0; i < subjects.count; i++) {
        const struct subject *subject = &subjects.list[i];

        if (subject->kind == SUBJECT_TERM)
            found = found || strcmp(((const struct term *)subject->row)->name, name) == 0;
        if (subject->kind == SUBJECT_LADDER)
            found = found || strcmp(((const struct ladder *)subject->row)->name, name) == 0;
    }
    ck_assert_msg(found, "%s is not %s", typed, name);
}

/* The glossary of the facts, and what issue 9 names besides. */
START_TEST(every_term)
{
    static const char *const rows[][2] = {
        {"socket", "socket"},
        {"port", "port"},
        {"ephemeral port", "ephemeral port"},
        {"backlog", "backlog"},
        {"accept queue", "backlog"},
        {"SYN queue", "SYN queue"},
        {"SYN cookie", "SYN cookie"},
        {"three-way handshake", "handshake"},
        {"handshake", "handshake"},
        {"four-way teardown", "teardown"},
        {"teardown", "teardown"},
        {"three-segment close", "three-segment close"},
        {"three-segment teardown", "three-segment close"},
        {"active close", "active close"},
        {"passive close", "passive close"},
        {"half-open", "half-open"},
        {"half-closed", "half-closed"},
        {"embryonic", "embryonic"},
        {"simultaneous open", "simultaneous open"},
        {"simultaneous close", "simultaneous close"},
        {"RST", "RST"},
        {"close with unread data", "close with unread data"},
        {"RST and lost data", "close with unread data"},
        {"MSL", "MSL"},
        {"2MSL", "MSL"},
        {"orphan", "orphan"},
        {"keepalive", "keepalive"},
        {"zero window", "zero window"},
        {"retransmission timeout", "retransmission timeout"},
        {"RTO", "retransmission timeout"},
        {"R1", "user timeout"},
        {"R2", "user timeout"},
        {"user timeout", "user timeout"},
        {"TIME-WAIT assassination", "TIME-WAIT assassination"},
        {"challenge ACK", "challenge ACK"},
        {"Recv-Q", "Recv-Q"},
        {"Send-Q", "Send-Q"},
        {"Recv-Q and Send-Q", "Recv-Q"},
        {"TCB", "TCB"},
        {"wildcard address", "wildcard"},
        {"SO_REUSEPORT", "SO_REUSEPORT"},
        {"SO_REUSEADDR", "SO_REUSEADDR"},
        {"PAWS", "PAWS"},
        {"socket against port", "socket and port"},
        {"stream and datagram", "stream and datagram"},
        {"TCP against UDP", "TCP and UDP"},
        {"INET against UNIX sockets", "UNIX socket"},
        {"server and client socket", "server and client socket"},
        {"bind", "bind"},
        {"listen", "listen"},
        {"accept", "accept"},
        {"connect", "connect"},
        {"blocking", "blocking"},
        {"syn_cookie", "SYN cookie"},
        {"bind()", "bind"},
        {"0.0.0.0", "wildcard"},
        {"::", "wildcard"},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_term(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(ambiguous_words_list_their_meanings)
{
    static const char *const typed[] = {"FIN_WAIT", "HALF_OPEN", "CLOSE", "FIN WAIT"};
    struct subjects subjects;
    struct error error;

    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        ck_assert(understand(typed[i], &subjects, &error));
        ck_assert_msg(subjects.list[0].kind == SUBJECT_AMBIGUOUS, "%s", typed[i]);
    }
    ck_assert(understand("TIME-WAIT", &subjects, &error));
    ck_assert_uint_eq(subjects.count, 1);
}
END_TEST

START_TEST(two_states)
{
    struct subjects subjects;
    struct error error;

    ck_assert(understand("SYN-SENT ESTABLISHED", &subjects, &error));
    ck_assert_int_eq(subjects.list[0].kind, SUBJECT_PAIR);
    ck_assert_int_eq(subjects.list[0].state, STATE_SYN_SENT);
    ck_assert_int_eq(subjects.list[0].other, STATE_ESTABLISHED);
    ck_assert(understand("fin wait 1 time wait", &subjects, &error));
    ck_assert_int_eq(subjects.list[0].kind, SUBJECT_PAIR);
    ck_assert_int_eq(subjects.list[0].other, STATE_TIME_WAIT);
    ck_assert(understand("LISTEN keepalive RTO", &subjects, &error));
    ck_assert_uint_ge(subjects.count, 3);
}
END_TEST

START_TEST(unknown_words_get_a_suggestion)
{
    static const char *const rows[][2] = {
        {"TIMEWIAT", "TIME-WAIT"},
        {"keepalve", "keepalive"},
        {"CLOSED_WAIT", "CLOSE-WAIT"},
        {"handshke", "handshake"},
        {"tcp_fin_timout", "tcp_fin_timeout"},
    };
    struct subjects subjects;
    struct error error;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ck_assert(!understand(rows[i][0], &subjects, &error));
        ck_assert_int_eq(error.status, STATUS_NO);
        ck_assert_msg(strstr(error.remedy, rows[i][1]) != NULL, "%s: %s", rows[i][0], error.remedy);
    }
    ck_assert(!understand("xyzzyplugh", &subjects, &error));
    ck_assert_msg(strstr(error.remedy, "--list") != NULL, "%s", error.remedy);
    ck_assert(!understand("LISTEN xyzzyplugh", &subjects, &error));
    ck_assert_uint_eq(error.typed.length, strlen("xyzzyplugh"));
}
END_TEST

#define L  STATE_BIT(STATE_LISTEN)
#define SS STATE_BIT(STATE_SYN_SENT)
#define SR STATE_BIT(STATE_SYN_RECEIVED)
#define E  STATE_BIT(STATE_ESTABLISHED)
#define F1 STATE_BIT(STATE_FIN_WAIT_1)
#define F2 STATE_BIT(STATE_FIN_WAIT_2)
#define CW STATE_BIT(STATE_CLOSE_WAIT)
#define CG STATE_BIT(STATE_CLOSING)
#define LA STATE_BIT(STATE_LAST_ACK)
#define TW STATE_BIT(STATE_TIME_WAIT)
#define C  STATE_BIT(STATE_CLOSED)
#define SY (E | F1 | F2 | CW | CG | LA | TW)

/* Section 2 of the facts, row by row: from, to (0: no change), what is sent, and Linux. */
static const struct {
    uint32_t from, to;
    const char *sends;
    enum transition_on_linux on_linux;
} expected[] = {
    /* 1 */ {C, L, NULL, LINUX_SAME},
    /* 2 */ {C, SS, "SYN", LINUX_SAME},
    /* 3 */ {C, 0, "RST", LINUX_SAME},
    /* 4 */ {C, 0, NULL, LINUX_SAME},
    /* 5 */ {C, 0, NULL, LINUX_DIFFERS},
    /* 6 */ {L, 0, NULL, LINUX_SAME},
    /* 7 */ {L, 0, "RST", LINUX_DIFFERS},
    /* 8 */ {L, SR, "SYN,ACK", LINUX_DIFFERS},
    /* 9 */ {L, SS, "SYN", LINUX_NEVER},
    /* 10 */ {L, SS, "SYN", LINUX_NEVER},
    /* 11, 12 */ {L, C, NULL, LINUX_SAME},
    /* 13 */ {SR, E, NULL, LINUX_SAME},
    /* 14 */ {SR, L, NULL, LINUX_SAME},
    /* 15, corrected */ {SR, C, NULL, LINUX_DIFFERS},
    /* 16, corrected */ {SR, 0, "ACK", LINUX_DIFFERS},
    {SR, L, NULL, LINUX_DIFFERS},
    /* 17 */ {SR, 0, "RST", LINUX_SAME},
    /* 18 */ {SR, CW, "ACK", LINUX_SAME},
    /* 19 */ {SR, F1, "FIN", LINUX_SAME},
    /* 20 */ {SR, C, "RST", LINUX_SAME},
    /* 21 */ {SR, C, NULL, LINUX_SAME},
    /* 22 */ {SS, E, "ACK", LINUX_SAME},
    /* 23 */ {SS, SR, "SYN,ACK", LINUX_SAME},
    /* 24 */ {SS, C, NULL, LINUX_SAME},
    /* 25 */ {SS, 0, NULL, LINUX_SAME},
    /* 26 */ {SS, 0, "RST", LINUX_SAME},
    /* 27 */ {SS, 0, NULL, LINUX_SAME},
    /* 28 */ {SS, C, NULL, LINUX_SAME},
    /* 29 */ {SS, C, NULL, LINUX_SAME},
    /* 30 */ {SS, C | SS, NULL, LINUX_DIFFERS},
    /* 31 */ {E, F1, "FIN", LINUX_DIFFERS},
    /* 32 */ {E, CW, "ACK", LINUX_SAME},
    /* 33 */ {E, C, "RST", LINUX_SAME},
    /* 34 */ {E, C, "RST", LINUX_SAME},
    /* 35 */ {F1, F2, NULL, LINUX_SAME},
    /* 36 */ {F1, CG, "ACK", LINUX_SAME},
    /* 37 */ {F1, TW, "ACK", LINUX_SAME},
    /* 38 */ {F2, TW, "ACK", LINUX_SAME},
    /* 39 */ {F2, C, "RST", LINUX_SAME},
    /* 40 */ {F2, C, NULL, LINUX_ONLY},
    /* 41 */ {CW, LA, "FIN", LINUX_SAME},
    /* 42 */ {CW, 0, "data", LINUX_SAME},
    /* 43 */ {CW, C, "RST", LINUX_SAME},
    /* 44 */ {CW, C, NULL, LINUX_SAME},
    /* 45 */ {CG, TW, NULL, LINUX_SAME},
    /* 46 */ {LA, C, NULL, LINUX_SAME},
    /* 47, corrected */ {TW, 0, "ACK", LINUX_DIFFERS},
    /* 48 */ {TW, C, NULL, LINUX_SAME},
    /* 49 */ {TW, SR, "SYN,ACK", LINUX_DIFFERS},
    /* 50 */ {TW, C, NULL, LINUX_SAME},
    /* 51, CLOSE-WAIT is row 44 */ {SY & ~(CW | TW), C, NULL, LINUX_SAME},
    /* 52 */ {SY, 0, "challenge ACK", LINUX_SAME},
    /* 53 */ {SR | SY, 0, "ACK", LINUX_SAME},
    /* 54, SYN-SENT is row 29 */ {SR | (SY & ~TW), C, NULL, LINUX_SAME},
    /* 55 */ {SR | SY, TW, "RST", LINUX_NEVER},
    {E | CW, C, NULL, LINUX_SAME}, /* keepalive */
    /* 56 */ {CW | CG | LA, 0, "ACK", LINUX_SAME},
    /* 57 */ {F1 | F2, 0, NULL, LINUX_DIFFERS},
    /* 58 */ {CG | LA | TW, C, NULL, LINUX_SAME},
};

START_TEST(transitions_match_the_reference)
{
    ck_assert_uint_eq(transition_count, COUNT_OF(expected));
    for (size_t i = 0; i < transition_count; i++) {
        ck_assert_msg(transition_table[i].from == expected[i].from, "row %zu: from", i + 1);
        ck_assert_msg(transition_table[i].to == expected[i].to, "row %zu: to", i + 1);
        ck_assert_msg(transition_table[i].on_linux == expected[i].on_linux, "row %zu: Linux",
                      i + 1);
        ck_assert_msg((transition_table[i].sends == NULL) == (expected[i].sends == NULL),
                      "row %zu: sends", i + 1);
        if (transition_table[i].sends != NULL)
            ck_assert_msg(strstr(transition_table[i].sends, expected[i].sends) != NULL,
                          "row %zu: %s", i + 1, transition_table[i].sends);
        ck_assert_msg(transition_table[i].event != NULL || transition_table[i].receives != NULL,
                      "row %zu: why", i + 1);
        ck_assert_msg(transition_table[i].rfc[0] == '3' ||
                          transition_table[i].on_linux == LINUX_ONLY,
                      "row %zu: rfc", i + 1);
        ck_assert_msg(transition_table[i].on_linux == LINUX_SAME ||
                          transition_table[i].note != NULL,
                      "row %zu: note", i + 1);
    }
}
END_TEST

static bool moves(enum state from, enum state to)
{
    if (from == to)
        return true;
    for (size_t i = 0; i < transition_count; i++)
        if ((transition_table[i].from & STATE_BIT(from)) != 0 &&
            (transition_table[i].to & STATE_BIT(to)) != 0 &&
            transition_table[i].on_linux != LINUX_NEVER && transition_table[i].from != SY)
            return true;
    return false;
}

static void assert_follows(const struct ladder *ladder, const char *name)
{
    for (const struct ladder_step *step = ladder->steps; step[1].left != STATE_NONE; step++) {
        size_t number = (size_t)(step - ladder->steps);

        ck_assert_msg(moves(step->left, step[1].left), "%s: left, step %zu", name, number);
        ck_assert_msg(moves(step->right, step[1].right), "%s: right, step %zu", name, number);
        ck_assert_msg(step->left != step[1].left || step->right != step[1].right ||
                          step[1].way != WAY_NONE,
                      "%s", name);
    }
}

/* Each rung is a step of the state machine, except for the crash of a peer. */
START_TEST(ladders_follow_the_transitions)
{
    for (size_t i = 0; i < ladder_count; i++)
        assert_follows(&ladder_table[i], ladder_table[i].name);
    for (size_t i = 0; i < picture_count; i++)
        if (picture_table[i].ladder != NULL && strcmp(picture_table[i].key, "half_open") != 0)
            assert_follows(picture_table[i].ladder, picture_table[i].key);
}
END_TEST

START_TEST(spans)
{
    static const struct {
        uint64_t milliseconds;
        const char *words;
    } known[] = {
        {0, "0 s"},
        {99, "99 ms"},
        {100, "0.1 s"},
        {5099, "5 s"},
        {5100, "5.1 s"},
        {9999, "9.9 s"},
        {10000, "10 s"},
        {59999, "59 s"},
        {60000, "1 min"},
        {61999, "1 min 1 s"},
        {3599999, "59 min 59 s"},
        {3600000 + 59999, "1 h"},
        {86399999, "23 h 59 min"},
        {86400000, "1 d"},
        {UINT64_C(49) * 86400000 + 3600000, "49 d 1 h"},
        {UINT64_MAX, "213503982334 d 14 h"},
    };
    char room[SPAN_ROOM];

    for (size_t i = 0; i < COUNT_OF(known); i++)
        ck_assert_str_eq(span(known[i].milliseconds, room), known[i].words);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("explain");
    TCase *words = tcase_create("words"), *machine = tcase_create("machine");

    tcase_add_test(words, every_spelling);
    tcase_add_test(words, every_number);
    tcase_add_test(words, notable_numbers);
    tcase_add_test(words, unused_numbers);
    tcase_add_test(words, every_term);
    tcase_add_test(words, ambiguous_words_list_their_meanings);
    tcase_add_test(words, two_states);
    tcase_add_test(words, unknown_words_get_a_suggestion);
    tcase_add_test(machine, transitions_match_the_reference);
    tcase_add_test(words, spans);
    tcase_add_test(machine, ladders_follow_the_transitions);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, machine);
    return suite;
}
