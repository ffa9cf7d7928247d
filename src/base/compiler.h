/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Extensions that gcc, clang and mingw share but C11 lacks. */
#ifndef LSOCK_COMPILER_H
#define LSOCK_COMPILER_H

#define NODISCARD __attribute__((warn_unused_result))
#define UNUSED    __attribute__((unused))

/* On Windows plain `printf` selects the format syntax of Microsoft's old C library. */
#ifdef __MINGW32__
#define PRINTF_LIKE(text, first) __attribute__((format(gnu_printf, text, first)))
#else
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#endif

/* Right shift that moves a bit field to the low end of its unit of `size` bits; `before` bits are
 * declared before it. Big-endian compilers allocate bit fields from the high end. */
#define BIT_FIELD_SHIFT(before, bits, size) \
    (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? (before) : (size) - (before) - (bits))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
