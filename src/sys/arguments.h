/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of a Windows program, which is one text. */
#ifndef LSOCK_ARGUMENTS_H
#define LSOCK_ARGUMENTS_H

/*
 * Splits a command line in place, by the rules of Microsoft's C library. argv has room for half of
 * its length and three more; the last is NULL, and argv[0] is where the line was. Returns argc.
 */
int arguments_split(char *line, char **argv);

#endif
