/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Describes the output of other tools. A layout is the sequence of cells in a line; a format is a
 * tool with its layouts. Cells are recognized by their content, never by their position. */
#ifndef LSOCK_TEXT_LAYOUT_H
#define LSOCK_TEXT_LAYOUT_H

#include "collector.h"
#include "detail.h"
#include "importer.h"
#include "names.h"

enum cell_kind {
    CELL_END,
    CELL_PROTOCOL, /* tcp, tcp4, tcp6, tcp46, udp, … */
    CELL_STATE,    /* TCP: a word that state_from_name knows */
    CELL_LISTEN,   /* a word in any language, for a socket without a peer */
    CELL_RECV,     /* queues */
    CELL_SEND,
    CELL_LOCAL, /* address and port */
    CELL_REMOTE,
    CELL_USER, /* net-tools -e: number or name, followed by the inode */
    CELL_INODE,
    CELL_PID,
    CELL_PROGRAM,       /* wide: pid/name, or - */
    CELL_NAME_PID,      /* wide: name:pid */
    CELL_TIMER,         /* keepalive (7129.07/0/0) */
    CELL_DETAILS,       /* wide: key:value of ss */
    CELL_UDP_STATE,     /* Solaris: Idle, Unbound, Connected */
    CELL_COMMAND,       /* a word; lsof writes blanks as \x20 */
    CELL_COMMAND_WIDE,  /* wide */
    CELL_JOINED,        /* a command and a pid without a blank between them: both are unknown */
    CELL_LOGIN,         /* the user of the process: number or name */
    CELL_FD,            /* 3u, 3; ? */
    CELL_FAMILY,        /* IPv4, IPv6 */
    CELL_DEVICE,        /* lsof: the inode, or the kernel address of the socket */
    CELL_OTHER_FILE,    /* wide; lsof: a file that is not a socket */
    CELL_ENDS,          /* lsof: local->remote, or only local */
    CELL_BRACKETS,      /* lsof: (LISTEN QR=0 QS=0), or part of that */
    CELL_KIND,          /* u_str, unix, nl, p_raw */
    CELL_TYPE,          /* STREAM, seqpac */
    CELL_KIND_STATE,    /* CONNECTED, ESTAB, (LISTEN) */
    CELL_FLAGS,         /* [ ACC ] */
    CELL_UNIX_PROGRAM,  /* 812/nginx: worker, before a path */
    CELL_PATH,          /* wide */
    CELL_SOCKSTAT_PATH, /* wide; also -> /path, (not connected) */
    CELL_NAME_INODE,    /* /path 4711 */
    CELL_PEER_INODE,    /* * 4712 */
    CELL_KIND_ENDS,     /* netlink and packet sockets: route:0 and * */
    CELL_SETTING,       /* PowerShell: Internet, Datacenter, … */
    CELL_WORD,          /* ignored */
    CELL_NUMBER,        /* ignored */
    CELL_HEX,           /* ignored */
    CELL_HEX_0X,        /* ignored, with 0x */
    CELL_KIND_COUNT,
    CELL_OPTIONAL = 0x80
};

#define CELL_BIT(kind) (UINT64_C(1) << (kind))

/* The format of address and port. */
enum end_style {
    STYLE_COLON,     /* address:port */
    STYLE_SS,        /* the same; IPv6 in brackets, %interface if the socket is bound to one */
    STYLE_DOT,       /* address.port */
    STYLE_WINDOWS,   /* address:port, IPv6 in brackets, protocols in capitals */
    STYLE_LSOF,      /* the same */
    STYLE_WORDS,     /* address and port are two words; only after a table's heading */
    STYLE_WORDS_TCP, /* the same for TCP, anywhere */
};

#define LAYOUT_CELLS 20

struct layout {
    enum end_style style;
    uint8_t cut_cell; /* address and port of exactly this length may be truncated; 0: never */
    uint8_t cut_host; /* the same for an address without its port */
    uint8_t cells[LAYOUT_CELLS];
};

struct text_field;
struct text_row;
struct table_mark;

enum format_flag {
    FORMAT_LINUX = 1u << 0,       /* TIME-WAIT is a record of the kernel */
    FORMAT_ACCEPT = 1u << 1,      /* Recv-Q of a listener is its accept queue */
    FORMAT_ACCEPT_MAX = 1u << 2,  /* and its Send-Q is the limit */
    FORMAT_FAMILY_OPEN = 1u << 3, /* tcp without a digit and with `*` may be of either family */
    FORMAT_STATELESS = 1u << 4,   /* TCP sockets may have no state */
    FORMAT_DETAILS = 1u << 6,     /* lines after a row may have details of it */
    FORMAT_PER_PROCESS = 1u << 5, /* a socket has a row for each process or descriptor */
};

#define FORMAT_DIALECTS 2

struct text_format {
    const char *source;
    unsigned flags;
    enum state_dialect dialects[FORMAT_DIALECTS]; /* the second may equal the first */
    const struct layout *layouts;
    size_t layout_count;
    bool (*read_line)(struct text_row *row,
                      struct text line); /* used instead of layouts; or NULL */
    const struct table_mark *marks;      /* the last one has no words; NULL: none */
    const struct text_field
        *fields;   /* one line per field, instead of or in addition to tables; or NULL */
    bool has_json; /* also accepts JSON objects with these fields */
};

/* Words in a line above a table. They may give the protocol and family of rows that do not name
 * them. */
struct table_mark {
    const char *words; /* separated by blanks; `/net/tcp` also matches the end of a word */
    enum protocol protocol;
    enum family family; /* FAMILY_NONE: unchanged */
    enum { MARK_HEADING, MARK_DECIDES, MARK_ASSUMES, MARK_RESETS } what; /* HEADING sets nothing */
};

struct text_table {
    enum protocol nameless; /* protocol of rows that do not name theirs */
    enum family family;     /* their family */
    bool decided;           /* `nameless` is certain */
    bool assumed;           /* `nameless` is a guess */
};

/* The context for reading a line. */
struct text_context {
    const struct text_format *format;
    const struct text_table *table;
    struct detail_room *room;
    const struct names *names; /* may be NULL */
    struct text end; /* the last word if the line is truncated, in which case the word may be, too;
                        otherwise empty */
};

/* One parsed line. */
struct text_row {
    struct text_context in;
    const struct layout *layout;
    struct socket socket;
    enum state_dialect dialect; /* of the native state */
    uint64_t cells;             /* CELL_BIT of the cells that the line has */
    enum family family;         /* from the protocol's name, or FAMILY_NONE */
    enum family local_family, remote_family;
    struct text interface; /* with STYLE_SS */
    bool other;            /* not a socket */
    bool assumed;          /* its protocol is a guess */
    bool has_details;      /* has known details of ss */
    bool modern;           /* ss: uses `*` only for the IPv6 wildcard */
    bool has_pid, no_pid;  /* no_pid: the tool reported that it knows none */
    bool has_login_uid;
    uint32_t pid, fd, login_uid;
    struct text command, login; /* command and user of the process */
    char command_room[64];
    uint64_t identity;     /* of the socket, which other lines may share; 0: unknown */
    struct text users;     /* of ss, unparsed */
    bool cut, named;       /* part of an end is unknown because it is truncated, or a name */
    struct text service;   /* the service name that was looked up for a port, or empty */
    size_t fitted;         /* if it is no row: number of matching cells in the nearest layout */
    struct text stuck;     /* the next word after those, or empty */
    enum cell_kind wanted; /* the expected cell at that point */
};

/* Parses a line into the row, whose context must be set. False: no layout of the format matches. */
bool text_row_read(struct text_row *row, struct text line);

/* If the line has details of ss, adds them to the row and returns true. */
bool text_row_add_details(struct text_row *row, struct text line);
/* Reads the cells of one kind: returns the number of words used, 0 if they do not match. */
/* Reads the cells that a kind takes: how many words, 0 where they are something else. */
typedef size_t cell_reader(struct text_row *row, const struct text *words, size_t count);

struct cell_info {
    cell_reader *read;
    uint8_t width;    /* number of words, if it follows a wide cell */
    bool wide;        /* takes all words that other cells leave */
    const char *what; /* for messages */
    const char
        *columns; /* known columns if the cell is present: names separated by commas, or NULL */
};

const struct cell_info *cell_info(enum cell_kind kind);

/* Reads an address with its port: returns the number of words, 0 if they do not match. */
size_t text_end_read(struct text_row *row, const struct text *words, size_t count, bool local);

/* Sets one family for both ends. False: they contradict the protocol's name. */
bool text_ends_settle(struct text_row *row);

bool text_recognize_json(const struct importer *importer, struct input *input);
bool text_read(const struct importer *importer, struct recording *recording, struct input *input,
               const char *name, const struct collector *collector, struct error *error);

/* Whether a line that is not a row can be ignored: a heading, a prompt, a message. */
bool text_is_noise(struct text line);

/* Whether the line has a mark of the format; updates the table accordingly. */
bool text_is_table(const struct text_format *format, struct text line, struct text_table *table);

/* Whether it is `[sshd.exe]` after a row, as in Windows netstat -b. */
bool text_is_program(struct text line);

/* Removes quoting, timestamps, a byte order mark and the end of line. */
struct text text_trim(struct text line);

/* Takes the first line of the text. */
struct text text_next_line(struct text *rest);

struct text text_first_word(struct text line);

/* Where the nearest line stops matching the nearest layout. */
struct text_surprise {
    size_t rank; /* how much of the line matches; 0: no line so far */
    uint64_t number;
    size_t column;          /* from 1, in characters */
    struct text line, word; /* the line to quote, and the word in it */
    const char *wanted;     /* NULL: nothing of the line matches */
};

/* Stores the line, which is not a row, if it matches a layout better than those before. False: out
 * of memory. */
bool text_surprise_add(struct text_surprise *surprise, const struct text_format *format,
                       struct text line, uint64_t number, struct arena *arena);

/* Sets an error from `what`, the line and column, and the expected cell. Returns false. */
bool text_surprise_tell(const struct text_surprise *surprise, const char *name, const char *what,
                        struct error *error);

/* Collects the owners of all sockets in any order. */
struct text_owners {
    struct text_owner {
        uint32_t socket; /* row in the snapshot */
        uint32_t pid;
        struct owner owner;
    } * list; /* malloc */
    size_t count;
};

/* Adds the processes of the row. False: out of memory. */
bool text_owners_add(struct text_owners *held, const struct text_row *row, uint32_t socket,
                     struct snapshot *snapshot);

/* Assigns all owners to the sockets of the snapshot. False: out of memory. */
bool text_owners_settle(struct text_owners *held, struct snapshot *snapshot);
void text_owners_free(struct text_owners *held);

/* The text from the start of the first word to the end of the last. */
static inline struct text text_span(const struct text *words, size_t count)
{
    const struct text *last = &words[count - 1];

    return (struct text){words->bytes, (size_t)(last->bytes + last->length - words->bytes)};
}

#endif
