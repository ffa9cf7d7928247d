/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a shell may offer for an argument or a word. */
#ifndef LSOCK_COMPLETION_H
#define LSOCK_COMPLETION_H

enum completion {
    COMPLETE_NOTHING,
    COMPLETE_CHOICES,      /* one of the option's choices */
    COMPLETE_CHOICE_LIST,  /* a comma-separated list of them */
    COMPLETE_COLUMNS,      /* a list of column names, or help */
    COMPLETE_SORT_COLUMNS, /* a list of column names, '-' before each allowed */
    COMPLETE_GROUP_COLUMNS,
    COMPLETE_CHECKS, /* a list of checks of `lsock doctor` */
    COMPLETE_DIALECTS,
    COMPLETE_BACKENDS,
    COMPLETE_FORMATS,
    COMPLETE_NAMESPACES,
    COMPLETE_FILE,   /* or a directory; refused with raised privilege, see command_line.c */
    COMPLETE_TOPICS, /* what `lsock explain` knows */
    COMPLETE_VERBS,  /* a word that names a verb */
    COMPLETE_FILTER, /* words of a filter, and what may follow them */
    COMPLETE_COUNT
};

#endif
