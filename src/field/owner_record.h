/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_OWNER_RECORD_H
#define LSOCK_OWNER_RECORD_H

#include "column_record.h"

/* The setter of `processes`; that of `process_status` came before. */
enum column_set owner_set_processes(const struct column_record *record, struct socket *socket,
                                    const struct value *value);

#endif
