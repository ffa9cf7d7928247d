/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a shell can offer for an argument or a word. */
#ifndef LSOCK_COMPLETION_H
#define LSOCK_COMPLETION_H

enum completion {
    COMPLETE_NOTHING,
    COMPLETE_CHOICES,      /* one of the option's choices */
    COMPLETE_CHOICE_LIST,  /* a comma-separated list of them */
    COMPLETE_COLUMNS,      /* a list of column names, or help */
    COMPLETE_SORT_COLUMNS, /* a list of column names, each may be preceded by '-' */
    COMPLETE_GROUP_COLUMNS,
    COMPLETE_CHECKS, /* a list of checks of `lsock doctor` */
    COMPLETE_DIALECTS,
    COMPLETE_BACKENDS,
    COMPLETE_FORMATS,
    COMPLETE_NAMESPACES,
    COMPLETE_FILE,   /* a file or directory; refused with raised privilege, see command_line.c */
    COMPLETE_TOPICS, /* topics of `lsock explain` */
    COMPLETE_VERBS,  /* a word that names a verb */
    COMPLETE_FILTER, /* filter words, and what may follow them */
    COMPLETE_COUNT
};

#endif
