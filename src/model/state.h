/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The eleven TCP states of RFC 9293 section 3.3.2, and their names in every system and tool.
 * state.c has the master tables, state_name.c the meanings of input words. All code that names,
 * numbers, filters, explains or documents states reads these tables.
 */
#ifndef LSOCK_STATE_H
#define LSOCK_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* In the order of RFC 9293 section 3.3.2. */
enum state {
    STATE_NONE, /* no TCP state: another protocol, or not reported */
    STATE_LISTEN,
    STATE_SYN_SENT,
    STATE_SYN_RECEIVED,
    STATE_ESTABLISHED,
    STATE_FIN_WAIT_1,
    STATE_FIN_WAIT_2,
    STATE_CLOSE_WAIT,
    STATE_CLOSING,
    STATE_LAST_ACK,
    STATE_TIME_WAIT,
    STATE_CLOSED,
    STATE_COUNT
};

/* Sets of states are bit masks: bit n is state n. */
#define STATE_BIT(state) (1u << (state))
#define STATES_ALL       (((1u << STATE_COUNT) - 1u) & ~STATE_BIT(STATE_NONE))

/* The three-way handshake is in progress. */
#define STATES_HANDSHAKE (STATE_BIT(STATE_SYN_SENT) | STATE_BIT(STATE_SYN_RECEIVED))

/* A pseudo state in requests: bound sockets, which are CLOSED but in a separate table (Linux: the
 * bind table). */
#define STATE_BIT_BOUND (1u << STATE_COUNT)

/* In the same sets: connected, in a state that only its own protocol has (SCTP). */
#define STATE_BIT_OTHER (1u << (STATE_COUNT + 1))

#define STATES_EVERY (STATES_ALL | STATE_BIT_BOUND | STATE_BIT_OTHER)

/* Systems and tools with their own spellings, numbers or both. Numbers differ: Windows and the
 * TCP-MIB swap CLOSING and LAST-ACK, BSD uses another order, Solaris starts below zero. */
enum state_dialect {
    DIALECT_RFC,              /* RFC 9293 words; no numbers */
    DIALECT_LINUX,            /* tracepoint words TCP_*; numbers of /proc and sock_diag */
    DIALECT_SS,               /* what ss prints */
    DIALECT_SS_FILTER,        /* what ss accepts in filters */
    DIALECT_NETSTAT,          /* net-tools on Linux, LC_ALL=C */
    DIALECT_WINDOWS,          /* netstat.exe; numbers of MIB_TCP_STATE */
    DIALECT_WINDOWS_GERMAN,   /* netstat.exe of German Windows; only attested words */
    DIALECT_WINDOWS_DOC,      /* Microsoft's documentation and KB Q137984 */
    DIALECT_WINDOWS_MIB,      /* the macros MIB_TCP_STATE_* and their numbers */
    DIALECT_WINDOWS_TCPSTATE, /* mstcpip.h TCPSTATE (SIO_TCP_INFO) and its numbers */
    DIALECT_POWERSHELL,       /* Get-NetTCPConnection, .NET TcpState; numbers of MIB_TCP_STATE */
    DIALECT_BSD,              /* FreeBSD, NetBSD, OpenBSD, macOS netstat; tcp_fsm.h numbers */
    DIALECT_DRAGONFLY,        /* BSD words, numbers of its own */
    DIALECT_SOLARIS,          /* Solaris, illumos; HP-UX has the same numbers */
    DIALECT_AIX,              /* spellings; current numbers are unverified and left out */
    DIALECT_PLAN9,
    DIALECT_MIB,      /* TCP-MIB tcpConnState, RFC 4022 */
    DIALECT_LSOF,     /* lsof on Linux */
    DIALECT_LSOF_BSD, /* lsof on BSD, Sun, HP-UX */
    DIALECT_PSUTIL,
    DIALECT_REACTOS,
    DIALECT_COUNT
};

static inline bool dialect_is_windows(enum state_dialect dialect)
{
    return dialect >= DIALECT_WINDOWS && dialect <= DIALECT_POWERSHELL;
}

/* The dialect has no number for it. */
#define STATE_NO_NUMBER INT16_MIN

struct state_dialect_info {
    const char *name;  /* the word for --state-names and `explain NAME NUMBER`, such as "windows" */
    const char *title; /* for people, such as "Windows netstat.exe" */
    const char *spelling[STATE_COUNT]; /* NULL: the dialect has no word */
    int16_t number[STATE_COUNT];       /* STATE_NO_NUMBER if it has no number */
};

/* A system's state that the RFC does not define: DELETE_TCB, Bound, new-syn-recv … */
struct state_extra {
    enum state_dialect dialect;
    const char *spelling;
    int16_t number;   /* STATE_NO_NUMBER if it has none */
    enum state state; /* the corresponding state; STATE_NONE: not a TCP state (conntrack) */
    const char *tag;  /* distinguishes it from the plain state: "bound", "idle", "deleting" … */
    const char *meaning; /* one sentence */
};

/* The RFC's word, such as "SYN-RECEIVED"; NULL for STATE_NONE. */
const char *state_name(enum state state);

/* The RFC's words by index; NULL after the last one. */
const char *state_words(size_t index);

extern const struct state_dialect_info state_dialects[DIALECT_COUNT];

/* Finds a dialect by its `name`; false if not found (then *nearest, if given, has the nearest
 * name). */
bool state_dialect_from_name(struct text name, enum state_dialect *dialect, struct text *nearest);

/* A dialect's word for a state, or the RFC's if it has none; NULL for STATE_NONE. */
const char *state_spelling(enum state state, enum state_dialect dialect);

/* The state with this number in this dialect, including extras. *extra, unless NULL, points to the
 * row of an extra, otherwise it is set to NULL. STATE_NONE: no such number. */
enum state state_from_number(enum state_dialect dialect, int number,
                             const struct state_extra **extra);

extern const struct state_extra state_extras[];
extern const size_t state_extra_count;

/* Attested words that belong to no dialect: other systems, abbreviations, jargon. */
struct state_alias {
    const char *spelling;
    enum state state;
};
extern const struct state_alias state_aliases[];
extern const size_t state_alias_count;

enum state_match_kind {
    STATE_MATCH_NONE,      /* unattested: rejected, see `nearest` */
    STATE_MATCH_ONE,       /* one state */
    STATE_MATCH_EXTRA,     /* a state outside the RFC: maps to `state`, distinguished by `tag` */
    STATE_MATCH_AMBIGUOUS, /* ambiguous: see `meanings` */
    STATE_MATCH_GROUP      /* one term for several states at once (HALFCLOSED) */
};

/* One meaning of an ambiguous word. */
struct state_meaning {
    uint32_t states;   /* 0: a condition that no single state shows (half-open as in the RFC) */
    const char *text;  /* one sentence with its source */
    const char *topic; /* of `lsock explain`; NULL: that of a state, or of the word itself */
};

#define STATE_MEANINGS_MAX 4

struct state_match {
    enum state_match_kind kind;
    enum state state; /* ONE; EXTRA: STATE_NONE if it is not a TCP state */
    /* ONE, EXTRA, GROUP: the mask, 0 for an EXTRA without a state. AMBIGUOUS: the mask that a
     * filter may use, 0 if it must not choose (HALF-OPEN). */
    uint32_t states;
    const char *tag;                      /* EXTRA: as in struct state_extra, otherwise NULL */
    const struct state_meaning *meanings; /* AMBIGUOUS */
    size_t meaning_count;
    struct text nearest; /* NONE: the likely intended word; length 0: none is near */
};

/*
 * Finds the meaning of a spelling. Surrounding blanks and one prefix of TCP_ TCPS_ TCPSTATE_
 * MIB_TCP_STATE_ CONN_ are dropped, blanks, '-' and '_' removed, case ignored. Only exact matches
 * count, because prefixes (CLOS, FINWAIT) would be ambiguous. The filter's group words (all,
 * connected, …) are not states.
 */
struct state_match state_from_name(struct text name);

/* As state_from_name without `nearest`, which takes most of the time if there is no match. */
struct state_match state_from_word(struct text word);

/* Whether state_from_name treats a typed word and a spelling as equal. */
bool state_same_word(struct text typed, const char *spelling);

#endif
