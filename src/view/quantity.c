/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Quantities use integer arithmetic only: independent of locale and rounding mode, and fast enough
 * for dozens in each of a million rows. */
#include "quantity.h"

#include "number.h"

struct unit {
    uint64_t size;
    const char *name;
};

void quantity_number(struct builder *builder, uint64_t number)
{
    char *end = builder_reserve(builder, NUMBER_MAX_LENGTH);

    if (end != NULL)
        builder->length += number_write(end, number);
}

/* Adds number / size, rounded to this many decimals. */
static void add_fraction(struct builder *builder, uint64_t number, uint64_t size, unsigned decimals)
{
    uint64_t whole = number / size, rest = number % size, power = 1;

    for (unsigned i = 0; i < decimals; i++)
        power *= 10;
    /* Without decimals, size is at most 10^18; otherwise it is small. */
    rest = decimals == 0 ? (rest >= size - size / 2 ? 1 : 0) : (rest * power + size / 2) / size;
    if (rest >= power) {
        whole++;
        rest -= power;
    }
    quantity_number(builder, whole);
    if (decimals == 0)
        return;
    builder_add_byte(builder, '.');
    for (uint64_t digit = power / 10; digit > 0; digit /= 10)
        builder_add_byte(builder, (char)('0' + rest / digit % 10));
}

/* Returns the decimals for two significant digits: 0.045, 0.45, 4.5, 45. */
static unsigned decimals_of(uint64_t number, uint64_t size)
{
    if (number < size / 10)
        return 3;
    if (number < size)
        return 2;
    return number < 10 * size ? 1 : 0;
}

/* Returns the largest unit that does not exceed the number, or the first; units are in rising
 * order. */
static const struct unit *unit_of(const struct unit *units, size_t count, uint64_t number)
{
    const struct unit *unit = units;

    for (size_t i = 1; i < count; i++)
        if (number >= units[i].size)
            unit = &units[i];
    return unit;
}

static void add(struct builder *builder, uint64_t number, const struct unit *units, size_t count)
{
    const struct unit *unit = unit_of(units, count, number);

    if (unit->size == 1)
        quantity_number(builder, number);
    else if (unit->size < UINT64_C(1000000000000000))
        add_fraction(builder, number, unit->size, decimals_of(number, unit->size));
    else
        add_fraction(builder, number / 1000, unit->size / 1000, decimals_of(number, unit->size));
    builder_add(builder, text_of(unit->name));
}

void quantity_bytes(struct builder *builder, uint64_t bytes)
{
    static const struct unit units[] = {
        {1, " B"},           {1000, " kB"},          {1000000, " MB"},
        {1000000000, " GB"}, {1000000000000, " TB"}, {1000000000000000, " PB"},
    };

    add(builder, bytes, units, COUNT_OF(units));
}

void quantity_rate(struct builder *builder, uint64_t bits_per_second)
{
    static const struct unit units[] = {
        {1, " bit/s"},           {1000, " kbit/s"},          {1000000, " Mbit/s"},
        {1000000000, " Gbit/s"}, {1000000000000, " Tbit/s"},
    };

    add(builder, bits_per_second, units, COUNT_OF(units));
}

void quantity_microseconds(struct builder *builder, uint64_t microseconds)
{
    /* A larger unit starts above 1: 150 s and 119 min are more exact than 2.5 min and 2.0 h. */
    static const struct {
        uint64_t from;
        struct unit unit;
    } units[] = {
        {0, {1000, " ms"}},
        {1000000, {1000000, " s"}},
        {UINT64_C(600000000), {60000000, " min"}},
        {UINT64_C(36000000000), {UINT64_C(3600000000), " h"}},
        {UINT64_C(864000000000), {UINT64_C(86400000000), " d"}},
    };
    size_t at = 0;

    while (at + 1 < COUNT_OF(units) && microseconds >= units[at + 1].from)
        at++;
    add_fraction(builder, microseconds, units[at].unit.size,
                 decimals_of(microseconds, units[at].unit.size));
    builder_add(builder, text_of(units[at].unit.name));
}

void quantity_milliseconds(struct builder *builder, uint64_t milliseconds)
{
    quantity_microseconds(builder,
                          milliseconds > UINT64_MAX / 1000 ? UINT64_MAX : milliseconds * 1000);
}

void quantity_deviation(struct builder *builder, uint64_t microseconds, uint64_t deviation)
{
    uint64_t size = microseconds < 1000000 ? 1000 : 1000000;
    unsigned decimals = decimals_of(microseconds, size);

    add_fraction(builder, microseconds, size, decimals);
    builder_add(builder, size == 1000 ? TEXT(" ms") : TEXT(" s"));
    builder_add(builder, TEXT(" ±"));
    add_fraction(builder, deviation, size, decimals > 2 ? decimals : 2);
}

void quantity_share(struct builder *builder, uint64_t part, uint64_t whole)
{
    if (whole == 0 || whole > UINT64_MAX / 1000 || part > UINT64_MAX / 1000000)
        return;
    add_fraction(builder, part * 100, whole, part * 10 < whole ? 2 : 0);
    builder_add(builder, TEXT(" %"));
}
