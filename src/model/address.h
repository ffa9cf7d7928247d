/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * IPv4 and IPv6 addresses as bytes in network byte order, and their text by RFC 5952. Written here
 * because inet_ntop belongs to the system, writes `::1.2.3.4` where RFC 5952 has `::102:304`, and
 * costs more than all else in a long listing.
 */
#ifndef LSOCK_ADDRESS_H
#define LSOCK_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol.h"
#include "text.h"

#define ADDRESS_MAX_LENGTH 45 /* ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255 */

/* IPv4 in the first 4 bytes, the other 12 zero. */
struct address {
    uint8_t bytes[16];
};

/* Writes at most ADDRESS_MAX_LENGTH bytes, without a zero byte; returns how many. `out` has room
 * for ADDRESS_MAX_LENGTH, of which those behind the text may change too. FAMILY_INET or
 * FAMILY_INET6 only; a v4-mapped address is written as ::ffff:192.0.2.1 (RFC 5952 section 5). */
size_t address_write(char *out, enum family family, const struct address *address);

/* The whole of `text`, either family, no brackets, no scope: exactly four decimal parts without
 * leading zeroes, or RFC 4291 section 2.2. */
bool address_parse(struct text text, enum family *family, struct address *address);

/* 0.0.0.0 or :: */
bool address_is_wildcard(const struct address *address);

/* 127.0.0.0/8, ::1, or the former v4-mapped. */
bool address_is_loopback(enum family family, const struct address *address);

/* ::ffff:0:0/96: IPv4 spoken through an IPv6 socket. */
bool address_is_v4_mapped(const struct address *address);

/* IPv4 as a v4-mapped address, others as they are: one end may use an IPv6 socket for IPv4. */
struct address address_mapped(enum family family, const struct address *address);

/* The way back: a v4-mapped address becomes IPv4. */
void address_unmap(enum family *family, struct address *address);

/* Whether the first `bits` bits are the same (at most 32 for IPv4, 128 for IPv6). */
bool address_same_prefix(const struct address *a, const struct address *b, unsigned bits);

/* Whether an address lies in the prefix; an IPv4 prefix also holds v4-mapped addresses. */
bool address_in_prefix(enum family family, const struct address *address, enum family prefix_family,
                       const struct address *prefix, unsigned bits);

#endif
