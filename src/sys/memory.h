/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_MEMORY_H
#define LSOCK_MEMORY_H

/*
 * Makes the allocator keep what is given back. A listing takes a few large pieces one after the
 * other, each as large as the last; handed back to the system and asked for again, every page of
 * them would be faulted in anew, which costs a long listing a tenth of its time.
 */
void memory_keep_freed(void);

#endif
