/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses RFC 3339. C11 has no timegm, and mktime supports only local time. */
#include "rfc3339.h"

#include "number.h"

struct parts {
    struct text text;
    size_t at;
};

static bool take_digits(struct parts *parts, size_t count, uint64_t max, int64_t *number)
{
    uint64_t parsed;

    if (parts->text.length - parts->at < count ||
        !number_parse((struct text){parts->text.bytes + parts->at, count}, max, &parsed))
        return false;
    parts->at += count;
    *number = (int64_t)parsed;
    return true;
}

static bool take_byte(struct parts *parts, char byte)
{
    if (parts->at == parts->text.length || parts->text.bytes[parts->at] != byte)
        return false;
    parts->at++;
    return true;
}

/* Reads the digits after the dot, at least one; drops those below a nanosecond. */
static bool take_fraction(struct parts *parts, long *nanoseconds)
{
    long unit = 100000000;
    size_t begin = parts->at;

    *nanoseconds = 0;
    for (; parts->at < parts->text.length && ascii_is_digit(parts->text.bytes[parts->at]);
         parts->at++, unit /= 10)
        *nanoseconds += unit * (parts->text.bytes[parts->at] - '0');
    return parts->at > begin;
}

static bool take_offset(struct parts *parts, int64_t *seconds)
{
    int64_t hours, minutes;
    bool west = take_byte(parts, '-');

    *seconds = 0;
    if (!west && (take_byte(parts, 'Z') || take_byte(parts, 'z')))
        return true;
    if ((!west && !take_byte(parts, '+')) || !take_digits(parts, 2, 23, &hours) ||
        !take_byte(parts, ':') || !take_digits(parts, 2, 59, &minutes))
        return false;
    *seconds = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
    return true;
}

/* Returns the days since 1970-01-01 in the Gregorian calendar. Years start in March here, so that
 * the leap day is the last day. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static bool is_day(int64_t year, int64_t month, int64_t day)
{
    int64_t next = month == 12 ? days_of(year + 1, 1, 1) : days_of(year, month + 1, 1);

    return month >= 1 && day >= 1 && day <= next - days_of(year, month, 1);
}

bool rfc3339_parse(struct text text, struct timespec *time)
{
    struct parts parts = {text, 0};
    int64_t year, month, day, hour, minute, second, offset, seconds;

    time->tv_nsec = 0;
    if (!take_digits(&parts, 4, 9999, &year) || !take_byte(&parts, '-') ||
        !take_digits(&parts, 2, 12, &month) || !take_byte(&parts, '-') ||
        !take_digits(&parts, 2, 31, &day) || year == 0 || !is_day(year, month, day) ||
        !(take_byte(&parts, 'T') || take_byte(&parts, 't')) || !take_digits(&parts, 2, 23, &hour) ||
        !take_byte(&parts, ':') || !take_digits(&parts, 2, 59, &minute) ||
        !take_byte(&parts, ':') || !take_digits(&parts, 2, 59, &second) ||
        (take_byte(&parts, '.') && !take_fraction(&parts, &time->tv_nsec)) ||
        !take_offset(&parts, &offset) || parts.at != text.length)
        return false;
    seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
    time->tv_sec = (time_t)seconds;
    return time->tv_sec == seconds; /* time_t may have 32 bits */
}
