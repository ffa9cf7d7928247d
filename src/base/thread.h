/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C11 threads; if the C library lacks them, thread creation always fails. */
#ifndef LSOCK_THREAD_H
#define LSOCK_THREAD_H

#ifndef LSOCK_NO_THREADS
#include <threads.h>
#else

typedef int thrd_t, mtx_t, cnd_t, once_flag;

enum { mtx_plain, thrd_success, thrd_error };

#define ONCE_FLAG_INIT 0

#define thrd_create(thread, run, context) (*(thread) = 0, (void)(run), (void)(context), thrd_error)
#define thrd_join(thread, result)         ((void)(thread))
#define call_once(flag, function)         ((void)(flag), (function)())
#define mtx_init(lock, kind)              ((void)(lock))
#define mtx_lock(lock)                    ((void)(lock))
#define mtx_unlock(lock)                  ((void)(lock))
#define mtx_destroy(lock)                 ((void)(lock))
#define cnd_init(condition)               ((void)(condition))
#define cnd_wait(condition, lock)         ((void)(condition), (void)(lock))
#define cnd_signal(condition)             ((void)(condition))
#define cnd_destroy(condition)            ((void)(condition))

#endif
#endif
