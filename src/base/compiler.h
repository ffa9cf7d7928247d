/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What gcc, clang and mingw all understand and C11 does not spell. */
#ifndef LSOCK_COMPILER_H
#define LSOCK_COMPILER_H

#define NODISCARD __attribute__((warn_unused_result))
#define UNUSED    __attribute__((unused))

/* On Windows plain `printf` means the format language of Microsoft's old C library. */
#ifdef __MINGW32__
#define PRINTF_LIKE(text, first) __attribute__((format(gnu_printf, text, first)))
#else
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
