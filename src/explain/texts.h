/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of texts, one file each. Printable ASCII, full sentences. */
#ifndef LSOCK_TEXTS_H
#define LSOCK_TEXTS_H

#include "compiler.h"
#include "state.h"

/* The texts about each of the eleven states. */
struct state_text {
    const char *sentence; /* what it is */
    const char *side;     /* the end that sees it */
    const char *next;     /* who must act next */
    const char *lasts;    /* how long it normally lasts */
    const char *pile;     /* what many sockets, or a lasting one, mean */
    const char *proof;    /* how to verify that */
    const char *remedy;   /* the usual fix */
    const char *rfc;      /* sections of RFC 9293: "3.3.2, 3.6.1" */
};

extern const struct state_text state_texts[STATE_COUNT]; /* none for STATE_NONE */

/* The events that move a connection from one state to another, in RFC 9293 and on Linux. */
enum transition_on_linux {
    LINUX_SAME,    /* as in the RFC */
    LINUX_DIFFERS, /* the note explains how */
    LINUX_NEVER,   /* the note says what happens instead */
    LINUX_ONLY,    /* not in the RFC */
};

struct transition {
    uint32_t from;        /* STATE_BIT of one state, or of several with the same transition */
    uint32_t to;          /* STATE_BIT of one or more possible states; 0: the state does not
                           * change */
    const char *event;    /* a call, a timer, …; NULL: only the segment */
    const char *receives; /* the segment; NULL: none */
    const char *sends;    /* NULL: nothing */
    const char *rfc;      /* "3.10.4" */
    enum transition_on_linux on_linux;
    const char *note; /* about Linux, or NULL */
};

extern const struct transition transition_table[];
extern const size_t transition_count;

/* The glossary. */
struct term {
    const char *name;    /* as people write it: "accept queue" */
    const char *aliases; /* other names, separated by ';'; NULL: none */
    const char *text;    /* what it is */
    const char *more;    /* more facts; NULL: none */
    const char *source;
    const char *see; /* related topics, separated by ';'; NULL: none */
};

extern const struct term term_table[], general_table[], error_table[];
extern const size_t term_count, general_count, error_count;

enum { GLOSSARY_TERMS, GLOSSARY_GENERAL, GLOSSARY_ERRORS, GLOSSARIES };

extern const struct glossary {
    const struct term *rows;
    const size_t *count;
} glossaries[GLOSSARIES];

/* The well-known exchanges, step by step, with the states of both ends after each step. */
enum ladder_way { WAY_NONE, WAY_RIGHT, WAY_LEFT, WAY_BOTH };

struct ladder_step {
    enum state left, right; /* after the step */
    enum ladder_way way;
    const char *segment; /* "SYN,ACK"; NULL: a call, or time passes */
    const char *note;
    const char *numbers;                /* sequence and acknowledgment, as in the RFC's figures */
    const char *left_call, *right_call; /* of the two programs; NULL: none */
};

struct ladder {
    const char *name;
    const char *aliases;         /* separated by ';' */
    const char *text;            /* its purpose */
    const char *left, *right;    /* roles of the ends: "client", "server" */
    struct ladder_step steps[8]; /* terminated by a step without states */
    const char *first;           /* which end gets where first */
    const char *more;            /* NULL: none */
    const char *source;
};

enum {
    LADDER_HANDSHAKE,
    LADDER_TEARDOWN,
    LADDER_THREE_SEGMENTS,
    LADDER_SIMULTANEOUS_OPEN,
    LADDER_SIMULTANEOUS_CLOSE,
};

extern const struct ladder ladder_table[];
extern const size_t ladder_count;

/* A column of boxes that segments or bytes pass through, with notes beside each box. */
struct flow_side {
    const char *text, *second; /* a cell for each title */
};

struct flow_stage {
    const char *enters; /* at the arrow into the box */
    const char *name, *below;
    struct flow_side sides[5]; /* ends with one without a text */
};

struct flow {
    const char *titles[2];       /* of the columns beside the boxes */
    bool leaves;                 /* arrows lead there from the boxes */
    struct flow_stage stages[3]; /* ends with one without a name */
    const char *exits;           /* at the arrow out of the last box */
};

/* A row of a table: three texts under the titles of its picture. */
struct picture_row {
    const char *cells[3];
};

/* What is drawn on the pages of terms and, where asked for, of states. */
struct picture {
    const char *key;    /* of its section */
    const char *topics; /* names of terms on whose pages it is, separated by ';' */
    uint32_t states;    /* STATE_BIT of those that have it as a part */
    const char *part;   /* the word that asks for it there: "queues" */
    const struct ladder *ladder;
    const struct flow *flow;
    const char *titles[3];       /* of `rows` */
    struct picture_row rows[10]; /* ends with one without cells */
    const char *closing;         /* NULL: nothing */
};

extern const struct picture picture_table[];
extern const size_t picture_count;

/* Common misconceptions in notes and courses, corrected politely: "Many notes say …. Strictly,
 * …". */
struct correction {
    uint32_t states;      /* STATE_BIT of the states whose topics show it */
    const char *topics;   /* names of terms and ladders, separated by ';'; NULL: none */
    const char *notes;    /* completes "Many notes say …" */
    const char *strictly; /* completes "Strictly, …" */
    const char *source;
};

extern const struct correction correction_table[];
extern const size_t correction_count;

/* Commands of other tools, and their equivalents in lsock. */
struct equivalent {
    const char *there;
    const char *here;
    const char *remark; /* NULL: exactly the same */
};

/* One tool on one kind of system. */
struct equivalent_tool {
    const char *topic; /* "netstat": several tables may share a topic */
    enum { ON_ANY_SYSTEM, NOT_ON_WINDOWS, ONLY_ON_WINDOWS } shown;
    const char *title; /* "netstat on Windows" */
    const struct equivalent *rows;
    size_t count;
};

extern const struct equivalent_tool equivalent_table[];
extern const size_t equivalent_count;

#endif
