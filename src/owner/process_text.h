/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsers for the files in /proc/PID (proc(5)); they make no system calls. A process chooses its
 * own name: it may contain `)`, blanks, newlines and invalid UTF-8. */
#ifndef LSOCK_PROCESS_TEXT_H
#define LSOCK_PROCESS_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "builder.h"

/* The name in /proc/PID/comm, without the newline that the kernel appends. */
struct text process_command(struct text comm);

/* The security context in attr/current, without the trailing newline or zero byte. */
struct text process_context(struct text current);

/* Whether the process of /proc/PID/stat can hold descriptors: it is not a kernel thread, and not
 * all its threads are dead. True if the text cannot be parsed. */
bool process_can_hold(struct text stat);

/* The soft limit of open files in /proc/PID/limits; 0: none, or it cannot be parsed. */
uint64_t process_descriptor_limit(struct text limits);

/*
 * Appends the arguments in /proc/PID/cmdline (each ends with a zero byte) in POSIX shell syntax:
 * separated by blanks, quoted unless they are plain. Trailing empty arguments are dropped: a
 * process that changes its title pads it with zero bytes.
 */
void process_command_line(struct builder *out, struct text cmdline);

/* Extracts N from "socket:[N]", a link in /proc/PID/fd; false for anything else. */
bool process_socket_inode(struct text link, uint64_t *inode);

#endif
