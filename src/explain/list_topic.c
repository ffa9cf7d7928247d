/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of all topics, by subject. */
#include "fill.h"
#include "texts.h"
#include "topic_names.h"

/* Terms of one subject, separated by ';'. Terms in no subject come last. */
/* clang-format off */
static const struct {
    const char *title, *terms;
} term_subjects[] = {
    {"Connections and states",
     "connection;tuple;session;endpoint;peer;local and remote;foreign address;state;transition;synchronized;"
     "phases of a connection;TCB;full duplex;TCP and UDP;stream and datagram;connection-oriented;connectionless;"
     "reliable"},
    {"Opening",
     "active open;passive open;SYN;SYN,ACK;embryonic;backlog;SYN queue;SYN cookie;SYN flood;Fast Open"},
    {"Closing and failing",
     "active close;passive close;graceful close;FIN;half-closed;half-open;dead peer;orphan;MSL;"
     "TIME-WAIT assassination;CLOSE-WAIT leak;close with unread data;linger;RST;ABORT;challenge ACK"},
    {"Sending and receiving",
     "segment;packet;flags;options;ACK;sequence number;acknowledgment number;Recv-Q;Send-Q;buffer;window;zero window;window scale;"
     "silly window syndrome;MSS;MTU;delayed ACK;piggyback;Nagle;TCP_CORK;PSH;URG;out of order;checksum;PAWS"},
    {"Timers, loss and congestion",
     "timer;round trip time;retransmission timeout;user timeout;keepalive;fast retransmit;SACK;ARQ;drop;"
     "congestion control;congestion window;slow start;ssthresh;congestion avoidance;congestion algorithm;ECN;"
     "latency"},
    {"Ports and addresses",
     "port;socket and port;source port;ephemeral port;well-known port;port exhaustion;multiplexing;IP address;host;wildcard;"
     "loopback;dual-stack;SO_REUSEADDR;SO_REUSEPORT;SO_EXCLUSIVEADDRUSE;multicast;DNS;TTL"},
    {"Sockets and calls",
     "socket;server and client socket;listener;bind;listen;accept;connect;OPEN;SEND;RECEIVE;shutdown;close;blocking;"
     "epoll;unconnected;UNIX socket;abstract socket;IPC;raw socket;packet socket;netlink socket;vsock"},
    {"Processes and owners",
     "owner;privileges;process;user;file descriptor;inode;cookie;mark;daemon;thread;network namespace;http.sys;WSL 2"},
    {"Firewalls and attacks", "firewall;conntrack;NAT;port scan;denial of service;hijacking"},
    {"Other protocols", "layer;TLS;HTTP;QUIC;SCTP;MPTCP;UDP-Lite;ICMP"},
    {"Words in listings", "Netid;in_use;on;all;bucket;connecting"},
};
/* clang-format on */

/* Returns the first sentence, which is enough for a list. */
static struct text first_sentence(const char *title)
{
    struct text text = text_of(title);

    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == '.' && text.bytes[i + 1] == ' ')
            return (struct text){text.bytes, i + 1};
    return text;
}

static void begin_table(struct report *report, const char *key, const char *title)
{
    static const struct report_column columns[] = {WORDS("name", ""), HIDDEN("kind"),
                                                   PROSE("title", "", "")};

    report_table(report, key, title, columns, COUNT_OF(columns));
}

static void add_name(struct report *report, const char *kind, struct text name, const char *title)
{
    struct value shown = report_text(""), about = shown;

    shown.text = name;
    about.text = first_sentence(title);
    REPORT_ROW(report, shown, report_text(kind), about);
}

/* Selects names of the glossary. */
struct listing {
    struct report *report;
    const char *kind;
    struct text term; /* for terms: only this one; empty: all without a subject */
};

static bool is_wanted(const struct listing *listing, const char *kind, struct text name)
{
    if (!text_equal(text_of(kind), text_of(listing->kind)))
        return false;
    if (listing->term.length > 0)
        return text_equal(name, listing->term);
    for (size_t i = 0; i < COUNT_OF(term_subjects); i++)
        if (text_equal(text_of(kind), TEXT("term")) && topic_name_in(term_subjects[i].terms, name))
            return false;
    return true;
}

static void list_name(void *context, const char *kind, struct text name, const char *title,
                      bool is_alias)
{
    struct listing *listing = context;

    if (!is_alias && is_wanted(listing, kind, name))
        add_name(listing->report, kind, name, title);
}

static void list_terms(struct listing *listing)
{
    listing->kind = "term";
    for (size_t i = 0; i < COUNT_OF(term_subjects); i++) {
        struct text rest = text_of(term_subjects[i].terms);

        begin_table(listing->report, "terms", term_subjects[i].title);
        while (topic_name_next(&rest, &listing->term))
            explain_each_name(list_name, listing);
    }
    listing->term.length = 0;
}

void fill_list(const struct filling *filling, const struct subject *subject UNUSED)
{
    static const struct {
        const char *kind, *key, *title;
    } groups[] = {
        {"exchange", "exchanges", "Exchanges, step by step"},
        {"term", "terms", "Other terms"},
        {"error", "errors", "Errors that programs report"},
        {"tool", "tools", "Coming from another tool"},
        {"system", "systems", "State names and numbers of a system; add a number to see its state"},
        {"setting", "settings", "Settings"},
        {"counter", "counters", "Counters"},
    };
    struct report *report = filling->report;
    struct listing listing = {.report = report};

    report_topic(report, "list", TEXT("topics"), TEXT("All topics of `lsock explain`."));
    begin_table(report, "states", "States, in any spelling of any system");
    for (enum state s = STATE_NONE + 1; s < STATE_COUNT; s++)
        REPORT_ROW(report, state_value(s), report_text("state"),
                   report_text(state_texts[s].sentence));
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        if (i == 1)
            list_terms(&listing);
        listing.kind = groups[i].kind;
        begin_table(report, groups[i].key, groups[i].title);
        explain_each_name(list_name, &listing);
    }
}
