/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Details of a socket beyond its record, kept only on request: a small head per socket, and
 * optional parts. A detail that the system did not report has no DETAIL_ bit, or its part is NULL.
 */
#ifndef LSOCK_DETAIL_H
#define LSOCK_DETAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "address.h"
#include "arena.h"
#include "protocol.h"
#include "tcp_info.h"
#include "text.h"

/* Groups of details. Each has an option, columns, and a JSON object of the same name; the keys of
 * `extended` are at the top level. */
enum detail_group {
    DETAILS_NONE,
    DETAILS_EXTENDED,
    DETAILS_TIMER,
    DETAILS_MEMORY,
    DETAILS_TCP_INFO,
    DETAILS_TRAFFIC,
    DETAILS_OPTIONS,
    DETAILS_BPF,
    DETAILS_GROUP_COUNT
};

/* Groups combine into bit masks. */
#define DETAILS_BIT(group) (1u << (group))

/* "timer", "tcp_info", …: the key of its JSON object, or NULL. */
extern const char *const detail_group_names[DETAILS_GROUP_COUNT];

/* Linux: idiag_timer of linux/inet_diag.h. */
enum timer {
    TIMER_NONE,
    TIMER_RETRANSMIT, /* also early retransmit and tail loss probe */
    TIMER_KEEPALIVE,  /* also FIN-WAIT-2, if tcp_fin_timeout exceeds 60 s, until 60 s remain */
    TIMER_TIME_WAIT,
    TIMER_ZERO_WINDOW, /* probes of a zero window */
    TIMER_OTHER,
    TIMER_COUNT
};

/* Whether a timer shows that the send queue is stuck: three timeouts in a row without an
 * acknowledgement, or zero window probes instead of data. */
static inline bool timer_shows_stuck(unsigned timer, unsigned retransmits)
{
    return timer == TIMER_ZERO_WINDOW || (timer == TIMER_RETRANSMIT && retransmits >= 3);
}

/* Memory of a socket in bytes; MEMORY_DROPS counts packets. Linux: SK_MEMINFO_… */
enum memory {
    MEMORY_RECV,
    MEMORY_RECV_LIMIT,
    MEMORY_SEND,
    MEMORY_SEND_LIMIT,
    MEMORY_FORWARD,
    MEMORY_SEND_QUEUED,
    MEMORY_OPTION,
    MEMORY_BACKLOG,
    MEMORY_DROPS, /* since Linux 4.7 */
    MEMORY_COUNT
};

struct memory_detail {
    uint32_t have; /* 1 << enum memory: the known numbers */
    uint32_t numbers[MEMORY_COUNT];
};

enum congestion_kind { CONGESTION_PLAIN, CONGESTION_VEGAS, CONGESTION_DCTCP, CONGESTION_BBR };

#define DETAIL_NAME_SIZE 16 /* with a zero byte; Linux: TCP_CA_NAME_MAX, TCP_ULP_NAME_MAX */

struct congestion_detail {
    char name[DETAIL_NAME_SIZE];
    enum congestion_kind kind; /* which members are valid */
    uint32_t missing;          /* 1 << index in `words`: unknown nevertheless */
    union {
        struct {
            uint32_t enabled, rtt_count, rtt_us, min_rtt_us;
        } vegas;
        struct {
            uint32_t enabled, ce_state, alpha, ecn_bytes, total_bytes;
        } dctcp;
        struct {
            uint64_t bandwidth_bps;
            uint32_t min_rtt_us, pacing_gain_percent, cwnd_gain_percent;
        } bbr;
    };
};

/* Upper layer protocols (ULP) in the kernel. */
enum ulp_have {
    ULP_TLS = 1u << 0,
    ULP_TLS_VERSION = 1u << 1,
    ULP_TLS_CIPHER = 1u << 2,
    ULP_TLS_SEND = 1u << 3,
    ULP_TLS_RECV = 1u << 4,
    ULP_MPTCP = 1u << 5,
};

struct ulp_detail {
    char name[DETAIL_NAME_SIZE];
    uint32_t have;
    uint64_t missing; /* 1 << bytes after tls_version: these members are unknown */
    uint16_t tls_version, tls_cipher, tls_send, tls_recv; /* numbers of linux/tls.h */
    bool tls_zero_copy, tls_no_padding;
    uint8_t mptcp_remote_id, mptcp_local_id;
    uint16_t mptcp_map_length;
    uint32_t mptcp_flags, mptcp_remote_token, mptcp_local_token;
    uint32_t mptcp_subflow_sequence, mptcp_subflow_offset, mptcp_written;
    uint64_t mptcp_map_sequence;
};

/* The peers whose segments need a TCP MD5 signature (RFC 2385). Keys are not stored. */
#define MD5_PEERS_MAX 64

struct md5_detail {
    uint32_t count; /* only this many entries are allocated */
    struct md5_peer {
        struct address address;
        uint8_t family, prefix;
    } peers[MD5_PEERS_MAX];
};

/* Bits of struct inet_diag_sockopt, in the same order. */
enum socket_option {
    OPTION_RECVERR,
    OPTION_IS_ICSK,
    OPTION_FREEBIND,
    OPTION_HDRINCL,
    OPTION_MC_LOOP,
    OPTION_TRANSPARENT,
    OPTION_MC_ALL,
    OPTION_NODEFRAG,
    OPTION_BIND_ADDRESS_NO_PORT,
    OPTION_RECVERR_RFC4884,
    OPTION_DEFER_CONNECT,
    OPTION_COUNT
};

/* Linux: SOCK_… of linux/net.h. */
enum socket_type {
    SOCKET_TYPE_NONE, /* the protocol has only one type */
    SOCKET_TYPE_STREAM,
    SOCKET_TYPE_DGRAM,
    SOCKET_TYPE_RAW,
    SOCKET_TYPE_RDM,
    SOCKET_TYPE_SEQPACKET,
    SOCKET_TYPE_COUNT
};

/* "stream", "dgram", …; NULL for SOCKET_TYPE_NONE. */
extern const char *const socket_type_names[SOCKET_TYPE_COUNT];

#define ENDS_NAME_MAX 108 /* sun_path of struct sockaddr_un, the longest name */

enum ends_have {
    ENDS_LOCAL_PORT = 1u << 0,
    ENDS_REMOTE_PORT = 1u << 1,
    ENDS_PEER_INODE = 1u << 2, /* 0: no process holds the peer */
};

/*
 * The ends of a socket without IP addresses, as any bytes; or of another socket as printed by
 * another tool, such as `host:http` or `2001:db8::1...:80`. unix: a path, or @ and an abstract
 * name, which may contain zero bytes; packet: the protocol that it receives; netlink: the netlink
 * family. Length 0: it has no name.
 */
struct ends_detail {
    struct text local, remote;
    uint32_t local_port, remote_port; /* netlink: port ids */
    uint32_t peer_inode;              /* unix */
    uint8_t type;                     /* enum socket_type */
    uint8_t have;                     /* ENDS_… */
};

/* A classic BPF filter: its instructions as text, `4,40 0 0 12,…`; count 0: no filter. */
struct bpf_detail {
    uint32_t count;
    struct text code;
};

enum detail_have {
    DETAIL_TIMER_KIND = 1u << 0,
    DETAIL_TOS = 1u << 1,
    DETAIL_TCLASS = 1u << 2,
    DETAIL_CLASS_ID = 1u << 3,
    DETAIL_OPTIONS = 1u << 4,
    DETAIL_TIMER_EXPIRES = 1u << 5,
    DETAIL_TIMER_RETRANSMITS = 1u << 6,
    DETAIL_TIMER = DETAIL_TIMER_KIND | DETAIL_TIMER_EXPIRES | DETAIL_TIMER_RETRANSMITS,
};

struct socket_detail {
    uint32_t have;
    uint8_t timer;       /* enum timer */
    uint8_t retransmits; /* or probes: timeouts in a row */
    uint8_t tos, tclass;
    uint32_t timer_ms;        /* until it expires */
    uint32_t class_id;        /* of net_cls; if that is 0, the priority (SO_PRIORITY) */
    uint16_t options;         /* 1 << enum socket_option */
    uint16_t options_missing; /* 1 << enum socket_option: unknown */
    const struct tcp_info_bytes *tcp_info; /* only the first `length` bytes are allocated */
    const struct memory_detail *memory;
    const struct congestion_detail *congestion;
    const struct ulp_detail *ulp;
    const struct md5_detail *md5;
    const struct ends_detail *ends; /* set for every socket of a family without IP addresses */
    const struct bpf_detail *bpf;
};

/* Working storage for the details of one socket at a time, with room for all parts. A copy takes
 * only what is set. */
struct detail_room {
    struct socket_detail detail;
    struct tcp_info_bytes tcp_info;
    struct memory_detail memory;
    struct congestion_detail congestion;
    struct ulp_detail ulp;
    struct md5_detail md5;
    struct ends_detail ends;
    struct bpf_detail bpf; /* its text is owned by the caller */
    char local_name[ENDS_NAME_MAX], remote_name[ENDS_NAME_MAX];
};

/* Empties it: nothing is known. */
void detail_room_clear(struct detail_room *room);

/* Each returns a part of the detail and creates it on the first call: empty, and for tcp_info with
 * all fields missing. */
struct tcp_info_bytes *detail_room_tcp_info(struct detail_room *room);
struct memory_detail *detail_room_memory(struct detail_room *room);
struct congestion_detail *detail_room_congestion(struct detail_room *room);
struct ulp_detail *detail_room_ulp(struct detail_room *room);
struct md5_detail *detail_room_md5(struct detail_room *room);
struct ends_detail *detail_room_ends(struct detail_room *room);
struct bpf_detail *detail_room_bpf(struct detail_room *room);

/* Copies the name of an end into the room. False: it is too long. */
bool detail_room_set_local(struct detail_room *room, struct text name) NODISCARD;
bool detail_room_set_remote(struct detail_room *room, struct text name) NODISCARD;

/* Returns the detail; NULL if it is empty. */
const struct socket_detail *detail_room_detail(const struct detail_room *room);

/* Returns a copy with all its parts; NULL: out of memory. */
const struct socket_detail *detail_copy(struct arena *arena,
                                        const struct socket_detail *detail) NODISCARD;

#endif
