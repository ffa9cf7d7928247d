/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

#define BIT(name) STATE_BIT(STATE_##name)

/* clang-format off */
static const struct flow listener_queues = {
    {"LEAVES WHEN", "COUNTER"}, true,
    {
        {"SYN arrives", "SYN queue", "SYN-RECEIVED",
         {{"accept queue full: SYN dropped", "ListenOverflows"},
          {"full, no SYN cookies: dropped", "TCPReqQFullDrop"},
          {"full: cookie sent, not queued", "TCPReqQFullDoCookies"},
          {"no ACK after all retries", "-"}}},
        {"ACK arrives: the handshake is complete", "accept queue", "ESTABLISHED",
         {{"full: ACK dropped", "ListenOverflows"},
          {"the listener closes: RST", "-"}}},
    },
    "accept() returns the connection",
};

static const struct flow wire = {
    {"WHAT IS IN IT", "GROWS WHEN"}, false,
    {
        {"write() at the sender", "Send-Q", "sender's kernel",
         {{"bytes not sent yet", "window or cwnd full"},
          {"bytes sent, no ACK yet", "data or ACK is lost"},
          {"a SYN or FIN without ACK: 1", "peer does not answer"}}},
        {"segments go down; ACKs come back with the window and empty Send-Q", "Recv-Q", "receiver's kernel",
         {{"bytes not read, ACK sent", "program does not read"},
          {"a FIN that was not read: 1", "program does not read"}}},
    },
    "read() at the receiver",
};

#define OPEN_BOTH STATE_ESTABLISHED, STATE_ESTABLISHED

static const struct ladder zero_window = {
    .left = "SENDER", .right = "RECEIVER",
    .steps = {
        {OPEN_BOTH, WAY_NONE, NULL, NULL, NULL, NULL, NULL},
        {OPEN_BOTH, WAY_RIGHT, "data", NULL, NULL, "write()", "does not read"},
        {OPEN_BOTH, WAY_LEFT, "ACK", NULL, "WIN=0", "Send-Q grows", "Recv-Q is full"},
        {OPEN_BOTH, WAY_RIGHT, "window probe", NULL, NULL, "probe timer", NULL},
        {OPEN_BOTH, WAY_LEFT, "ACK", NULL, "WIN=0", "waits longer", "still does not read"},
        {OPEN_BOTH, WAY_LEFT, "ACK", NULL, "WIN=65535", NULL, "read()"},
        {OPEN_BOTH, WAY_RIGHT, "data", NULL, NULL, "Send-Q drains", NULL},
    },
};

static const struct ladder half_open = {
    .left = "THIS END", .right = "PEER",
    .steps = {
        {OPEN_BOTH, WAY_NONE, NULL, NULL, NULL, NULL, NULL},
        {STATE_ESTABLISHED, STATE_CLOSED, WAY_NONE, NULL, NULL, NULL, NULL, "crash and reboot"},
        {STATE_ESTABLISHED, STATE_CLOSED, WAY_RIGHT, "data", NULL, NULL, "write()", NULL},
        {STATE_CLOSED, STATE_CLOSED, WAY_LEFT, "RST", NULL, NULL, "ECONNRESET", NULL},
    },
};

static const struct ladder half_closed = {
    .left = "FIRST CLOSER", .right = "SECOND CLOSER",
    .steps = {
        {OPEN_BOTH, WAY_NONE, NULL, NULL, NULL, NULL, NULL},
        {STATE_FIN_WAIT_1, STATE_CLOSE_WAIT, WAY_RIGHT, "FIN", NULL, NULL, "shutdown()", "read() = 0"},
        {STATE_FIN_WAIT_2, STATE_CLOSE_WAIT, WAY_LEFT, "ACK", NULL, NULL, NULL, NULL},
        {STATE_FIN_WAIT_2, STATE_CLOSE_WAIT, WAY_LEFT, "data", NULL, NULL, "read()", "write()"},
        {STATE_TIME_WAIT, STATE_LAST_ACK, WAY_LEFT, "FIN", NULL, NULL, "read() = 0", "close()"},
        {STATE_TIME_WAIT, STATE_CLOSED, WAY_RIGHT, "ACK", NULL, NULL, NULL, NULL},
    },
};

const struct picture picture_table[] = {
    {"listener_queues", "backlog;SYN queue", BIT(LISTEN) | BIT(SYN_RECEIVED) | BIT(SYN_SENT), "queues",
     NULL, &listener_queues, {NULL, NULL, NULL}, {{{NULL, NULL, NULL}}},
     "ListenDrops rises with every SYN or ACK dropped here. Both queues have the same limit: the smaller of the backlog and "
     "somaxconn; Linux admits one more."},
    {"wire", "Recv-Q;Send-Q", BIT(ESTABLISHED) | BIT(FIN_WAIT_1) | BIT(CLOSE_WAIT) | BIT(LAST_ACK), "queues",
     NULL, &wire, {NULL, NULL, NULL}, {{{NULL, NULL, NULL}}}, NULL},
    {"zero_window", "zero window", BIT(ESTABLISHED) | BIT(FIN_WAIT_1) | BIT(CLOSE_WAIT) | BIT(LAST_ACK), "window",
     &zero_window, NULL, {NULL, NULL, NULL}, {{{NULL, NULL, NULL}}},
     "Steps 3 and 4 repeat until the receiver reads, on Linux at most 120 s apart. If the receiver never "
     "reads, they go on without limit, unless TCP_USER_TIMEOUT ends the connection."},
    {"rst", "RST", STATES_ALL & ~BIT(CLOSED), "rst",
     NULL, NULL, {"RST ARRIVES IN", "BECOMES", "WHAT THE PROGRAM SEES"}, {
         {{"LISTEN", "LISTEN", "nothing: the kernel ignores it"}},
         {{"SYN-SENT", "CLOSED", "connect() fails with ECONNREFUSED"}},
         {{"SYN-RECEIVED", "LISTEN", "nothing: the kernel drops the request"}},
         {{"ESTABLISHED", "CLOSED", "read(): what has arrived, then ECONNRESET"}},
         {{"FIN-WAIT-1, FIN-WAIT-2", "CLOSED", "the same; nothing after close()"}},
         {{"CLOSE-WAIT", "CLOSED", "read() = 0, write() fails with EPIPE"}},
         {{"CLOSING, LAST-ACK", "CLOSED", "nothing: it has closed already"}},
         {{"TIME-WAIT", "CLOSED", "nothing (assassination, RFC 1337)"}},
         {{NULL, NULL, NULL}}},
     "In SYN-SENT the RST must acknowledge the SYN. From ESTABLISHED on it needs exactly the next expected "
     "sequence number; otherwise the kernel answers with a challenge ACK (in TIME-WAIT, not at all)."},
    {"half_closed", "half-closed", BIT(FIN_WAIT_2) | BIT(CLOSE_WAIT), "half-closed",
     &half_closed, NULL, {NULL, NULL, NULL}, {{{NULL, NULL, NULL}}}, NULL},
    {"half_open", "half-open", BIT(ESTABLISHED), "half-open",
     &half_open, NULL, {"THIS END", "PEER REBOOTED", "PEER IS SILENT"}, {
         {{"sends data", "ECONNRESET at once", "ETIMEDOUT after 15 min or more"}},
         {{"has keepalive", "ECONNRESET within 2 h", "ETIMEDOUT after 2 h 11 min"}},
         {{"sends, user timeout", "ECONNRESET at once", "ETIMEDOUT after the user timeout"}},
         {{"only reads", "never notices", "never notices"}},
         {{NULL, NULL, NULL}}},
     NULL},
};
/* clang-format on */

const size_t picture_count = COUNT_OF(picture_table);
