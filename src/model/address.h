/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * IPv4 and IPv6 addresses in network byte order, and their text by RFC 5952. inet_ntop is not used:
 * it belongs to the system, writes `::1.2.3.4` where RFC 5952 requires `::102:304`, and would take
 * most of the time of a long listing.
 */
#ifndef LSOCK_ADDRESS_H
#define LSOCK_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol.h"
#include "text.h"

#define ADDRESS_MAX_LENGTH 45 /* ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255 */

/* IPv4 uses the first 4 bytes; the other 12 are zero. */
struct address {
    uint8_t bytes[16];
};

/*
 * Writes an address without a zero byte and returns its length, at most ADDRESS_MAX_LENGTH. `out`
 * needs room for ADDRESS_MAX_LENGTH; bytes after the text may change too. Only FAMILY_INET and
 * FAMILY_INET6; a v4-mapped address is written as ::ffff:192.0.2.1 (RFC 5952 section 5).
 */
size_t address_write(char *out, enum family family, const struct address *address);

/* Parses all of `text` in either family, without brackets and scope: exactly four decimal parts
 * without leading zeros, or RFC 4291 section 2.2. */
bool address_parse(struct text text, enum family *family, struct address *address);

/* 0.0.0.0 or :: */
bool address_is_wildcard(const struct address *address);

/* 127.0.0.0/8, ::1, or a v4-mapped address in 127.0.0.0/8. */
bool address_is_loopback(enum family family, const struct address *address);

/* ::ffff:0:0/96: IPv4 through an IPv6 socket. */
bool address_is_v4_mapped(const struct address *address);

/* Returns IPv4 as a v4-mapped address, others unchanged, for comparisons: one end may use an IPv6
 * socket for IPv4. */
struct address address_mapped(enum family family, const struct address *address);

/* The reverse: a v4-mapped address becomes IPv4. */
void address_unmap(enum family *family, struct address *address);

/* Whether the first `bits` bits are equal (at most 32 for IPv4, 128 for IPv6). */
bool address_same_prefix(const struct address *a, const struct address *b, unsigned bits);

/* Whether an address is in the prefix; an IPv4 prefix also contains v4-mapped addresses. */
bool address_in_prefix(enum family family, const struct address *address, enum family prefix_family,
                       const struct address *prefix, unsigned bits);

#endif
