/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What other tools print, as tables of layouts: a layout is the row of cells that a line has, and a
 * format is a tool with its layouts. Cells are recognised by what is in them, never by their
 * position below a heading.
 */
#ifndef LSOCK_TEXT_LAYOUT_H
#define LSOCK_TEXT_LAYOUT_H

#include "collector.h"
#include "detail.h"
#include "importer.h"
#include "names.h"

enum cell_kind {
    CELL_END,
    CELL_PROTOCOL, /* tcp, tcp4, tcp6, tcp46, udp, … */
    CELL_STATE,    /* of TCP: a word that state_from_name knows */
    CELL_LISTEN,   /* a word in any language, of a socket without a peer */
    CELL_RECV,     /* queues */
    CELL_SEND,
    CELL_LOCAL, /* address and port */
    CELL_REMOTE,
    CELL_USER, /* of net-tools -e: number or name, and the inode behind it */
    CELL_INODE,
    CELL_PID,
    CELL_PROGRAM,       /* wide: pid/name, or - */
    CELL_NAME_PID,      /* wide: name:pid */
    CELL_TIMER,         /* keepalive (7129.07/0/0) */
    CELL_DETAILS,       /* wide: key:value of ss */
    CELL_UDP_STATE,     /* of Solaris: Idle, Unbound, Connected */
    CELL_COMMAND,       /* a word; lsof writes blanks as \x20 */
    CELL_COMMAND_WIDE,  /* wide */
    CELL_JOINED,        /* a command and a pid without a blank between them: neither is known */
    CELL_LOGIN,         /* the user of the process: number or name */
    CELL_FD,            /* 3u, 3; ? */
    CELL_FAMILY,        /* IPv4, IPv6 */
    CELL_DEVICE,        /* of lsof: the inode, or the address of the socket in the kernel */
    CELL_OTHER_FILE,    /* wide; of lsof: a file that is not a socket */
    CELL_ENDS,          /* of lsof: local->remote, or only the first */
    CELL_BRACKETS,      /* of lsof: (LISTEN QR=0 QS=0), or a part of that */
    CELL_KIND,          /* u_str, unix, nl, p_raw */
    CELL_TYPE,          /* STREAM, seqpac */
    CELL_KIND_STATE,    /* CONNECTED, ESTAB, (LISTEN) */
    CELL_FLAGS,         /* [ ACC ] */
    CELL_UNIX_PROGRAM,  /* 812/nginx: worker, in front of a path */
    CELL_PATH,          /* wide */
    CELL_SOCKSTAT_PATH, /* wide; also -> /path, (not connected) */
    CELL_NAME_INODE,    /* /path 4711 */
    CELL_PEER_INODE,    /* * 4712 */
    CELL_KIND_ENDS,     /* of netlink and packet sockets: route:0 and * */
    CELL_SETTING,       /* of PowerShell: Internet, Datacenter, … */
    CELL_WORD,          /* not kept */
    CELL_NUMBER,        /* not kept */
    CELL_HEX,           /* not kept */
    CELL_HEX_0X,        /* likewise, with 0x */
    CELL_KIND_COUNT,
    CELL_OPTIONAL = 0x80
};

#define CELL_BIT(kind) (UINT64_C(1) << (kind))

/* How the address and port of a cell are written. */
enum end_style {
    STYLE_COLON,     /* address:port */
    STYLE_SS,        /* the same; IPv6 in brackets, %interface where the socket is bound to one */
    STYLE_DOT,       /* address.port */
    STYLE_WINDOWS,   /* address:port, IPv6 in brackets, protocols in capitals */
    STYLE_LSOF,      /* the same */
    STYLE_WORDS,     /* address and port are two words; only below a table's heading */
    STYLE_WORDS_TCP, /* the same of TCP, anywhere */
};

#define LAYOUT_CELLS 20

struct layout {
    enum end_style style;
    uint8_t cut_cell; /* address and port of exactly this length may be cut; 0: none are */
    uint8_t cut_host; /* likewise an address without its port */
    uint8_t cells[LAYOUT_CELLS];
};

struct text_field;
struct text_row;
struct table_mark;

enum format_flag {
    FORMAT_LINUX = 1u << 0,       /* TIME-WAIT is a record of the kernel */
    FORMAT_ACCEPT = 1u << 1,      /* Recv-Q of a listener is its accept queue */
    FORMAT_ACCEPT_MAX = 1u << 2,  /* and Send-Q the limit of it */
    FORMAT_FAMILY_OPEN = 1u << 3, /* tcp without a digit and with `*` may be either family */
    FORMAT_STATELESS = 1u << 4,   /* TCP sockets may have no state */
    FORMAT_DETAILS = 1u << 6,     /* lines below a row go on with it */
    FORMAT_PER_PROCESS = 1u << 5, /* a socket has a row for each process, or descriptor */
};

#define FORMAT_DIALECTS 2

struct text_format {
    const char *source;
    unsigned flags;
    enum state_dialect dialects[FORMAT_DIALECTS]; /* the second may be the same */
    const struct layout *layouts;
    size_t layout_count;
    bool (*read_line)(struct text_row *row, struct text line); /* in place of layouts; or NULL */
    const struct table_mark *marks;  /* the last one has no words; NULL: none */
    const struct text_field *fields; /* a line for each, instead or as well; NULL: no */
    bool has_json;                   /* as well: objects with these fields */
};

/* Words in a line above a table, which may say what the rows below are that do not name it. */
struct table_mark {
    const char *words; /* with blanks between them; `/net/tcp` is also the end of a word */
    enum protocol protocol;
    enum family family; /* FAMILY_NONE: as before */
    enum { MARK_HEADING, MARK_DECIDES, MARK_ASSUMES, MARK_RESETS } what; /* heading: nothing */
};

struct text_table {
    enum protocol nameless; /* of rows that do not name theirs */
    enum family family;     /* likewise */
    bool decided;           /* nameless is */
    bool assumed;           /* by guess */
};

/* What a line is read with. */
struct text_context {
    const struct text_format *format;
    const struct text_table *table;
    struct detail_room *room;
    const struct names *names; /* may be NULL */
    struct text end; /* of a cut last line: its last word, which may lack its end; else empty */
};

/* One line that was understood. */
struct text_row {
    struct text_context in;
    const struct layout *layout;
    struct socket socket;
    enum state_dialect dialect; /* whose word the native state is */
    uint64_t cells;             /* CELL_BIT: those that the line has */
    enum family family;         /* that the protocol's name gives; FAMILY_NONE: none */
    enum family local_family, remote_family;
    struct text interface; /* of STYLE_SS */
    bool other;            /* not a socket */
    bool assumed;          /* its protocol is */
    bool has_details;      /* known ones of ss */
    bool modern;           /* of ss: it writes `*` for the wildcard of IPv6 only */
    bool has_pid, no_pid;  /* no_pid: the tool says that it knows none */
    bool has_login_uid;
    uint32_t pid, fd, login_uid;
    struct text command, login; /* of the process; its user */
    char command_room[64];
    uint64_t identity;     /* of the socket, which other lines may show too; 0: none is known */
    struct text users;     /* of ss, as it stands there */
    bool cut, named;       /* a part of an end is unknown: it is cut; it is a name */
    struct text service;   /* looked up for a port; else empty */
    size_t fitted;         /* if it was not understood: cells of the nearest layout that it has */
    struct text stuck;     /* where they end: the next word, or empty */
    enum cell_kind wanted; /* there */
};

/* Reads a line into the row, whose context is set. False: it is in none of the format's layouts. */
bool text_row_read(struct text_row *row, struct text line);

/* Whether the line is details of ss; then they are added to those of the row. */
bool text_row_add_details(struct text_row *row, struct text line);

/* Reads the cells that a kind takes: how many words, 0 where they are something else. */
typedef size_t cell_reader(struct text_row *row, const struct text *words, size_t count);

struct cell_info {
    cell_reader *read;
    uint8_t width;       /* words, where it stands behind a wide cell */
    bool wide;           /* takes all that the others leave */
    const char *what;    /* for messages */
    const char *columns; /* what is known where it is: names with commas between them, or NULL */
};

const struct cell_info *cell_info(enum cell_kind kind);

/* Reads an address with its port; how many words they take, 0 if they are none. */
size_t text_end_read(struct text_row *row, const struct text *words, size_t count, bool local);

/* Gives both ends one family. False: they contradict the protocol's name. */
bool text_ends_settle(struct text_row *row);

bool text_recognize_json(const struct importer *importer, struct input *input);
bool text_read(const struct importer *importer, struct recording *recording, struct input *input,
               const char *name, const struct collector *collector, struct error *error);

/* Whether a line without a row is nothing to wonder about: a heading, a prompt, a message. */
bool text_is_noise(struct text line);

/* Whether the line has a mark of the format; then it is told to the table. */
bool text_is_table(const struct text_format *format, struct text line, struct text_table *table);

/* Windows netstat -b: `[sshd.exe]` below a row. */
bool text_is_program(struct text line);

/* The line without quoting, timestamps, a byte order mark and what ends it. */
struct text text_trim(struct text line);

/* Takes a line off the start of the text. */
struct text text_next_line(struct text *rest);

struct text text_first_word(struct text line);

/* Where the nearest layout stops to fit the nearest line. */
struct text_surprise {
    size_t rank; /* how much of the line fits; 0: there is no line yet */
    uint64_t number;
    size_t column;          /* from 1, in characters */
    struct text line, word; /* what is quoted; and in it */
    const char *wanted;     /* NULL: nothing of the line fits */
};

/* Keeps the line, which is not a row, if it is nearer to a layout of the format than those before.
 * False: out of memory. */
bool text_surprise_add(struct text_surprise *surprise, const struct text_format *format,
                       struct text line, uint64_t number, struct arena *arena);

/* Sets the error: `what`, line and column of the surprise, and what was expected there. False. */
bool text_surprise_tell(const struct text_surprise *surprise, const char *name, const char *what,
                        struct error *error);

/* The owners of all sockets, as they come: those of one need not follow one another. */
struct text_owners {
    struct text_owner {
        uint32_t socket; /* row of the snapshot */
        uint32_t pid;
        struct owner owner;
    } * list; /* malloc */
    size_t count;
};

/* Adds the processes of the row. False: out of memory. */
bool text_owners_add(struct text_owners *held, const struct text_row *row, uint32_t socket,
                     struct snapshot *snapshot);

/* Gives all of them to the sockets of the snapshot. False: out of memory. */
bool text_owners_settle(struct text_owners *held, struct snapshot *snapshot);
void text_owners_free(struct text_owners *held);

/* The text from the first word to the end of the last. */
static inline struct text text_span(const struct text *words, size_t count)
{
    const struct text *last = &words[count - 1];

    return (struct text){words->bytes, (size_t)(last->bytes + last->length - words->bytes)};
}

#endif
