/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What privilege a run takes (PRIVILEGE_…). */
#ifndef LSOCK_NEEDS_H
#define LSOCK_NEEDS_H

#include "listing.h"
#include "verb.h"

/* What it may take, as far as the options say, before a file of the user's is opened: what is in
 * the filter is not known then. */
unsigned needs_possible(const struct run *run, const struct verb *verb);

/* What reading many namespaces takes; going to one place was before. */
unsigned needs_of_places(const struct options *options);

/* What writing --record FILE takes. */
unsigned needs_of_record(const struct options *options);

/* What a live listing takes; the filter is made, and it is known whether owners are looked for. */
unsigned needs_of_listing(const struct listing *listing);

#endif
