/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses the details that ss prints on or below a socket's line: -e, -p, -o, -m, -i. Values that it
 * does not print are unknown, even if it omits zeros. */
#include <string.h>

#include "text_cells.h"

/* The format of a number. */
enum scale {
    PLAIN,
    MS_AS_US, /* milliseconds with a fraction; stored in microseconds */
};

static const struct {
    const char *key;
    enum tcp_field field;
    enum scale scale;
    enum tcp_field second; /* after a slash or comma; the same as the first: there is none */
} numbers[] = {
    {"rto", TCP_RTO_MS, PLAIN, TCP_RTO_MS},
    {"backoff", TCP_BACKOFF, PLAIN, TCP_BACKOFF},
    {"rtt", TCP_RTT_US, MS_AS_US, TCP_RTT_VARIATION_US},
    {"ato", TCP_ATO_MS, PLAIN, TCP_ATO_MS},
    {"mss", TCP_SEND_MSS, PLAIN, TCP_SEND_MSS},
    {"pmtu", TCP_PMTU, PLAIN, TCP_PMTU},
    {"rcvmss", TCP_RECV_MSS, PLAIN, TCP_RECV_MSS},
    {"advmss", TCP_ADVERTISED_MSS, PLAIN, TCP_ADVERTISED_MSS},
    {"cwnd", TCP_CWND, PLAIN, TCP_CWND},
    {"ssthresh", TCP_SSTHRESH, PLAIN, TCP_SSTHRESH},
    {"bytes_sent", TCP_BYTES_SENT, PLAIN, TCP_BYTES_SENT},
    {"bytes_retrans", TCP_BYTES_RETRANS, PLAIN, TCP_BYTES_RETRANS},
    {"bytes_acked", TCP_BYTES_ACKED, PLAIN, TCP_BYTES_ACKED},
    {"bytes_received", TCP_BYTES_RECEIVED, PLAIN, TCP_BYTES_RECEIVED},
    {"segs_out", TCP_SEGS_OUT, PLAIN, TCP_SEGS_OUT},
    {"segs_in", TCP_SEGS_IN, PLAIN, TCP_SEGS_IN},
    {"data_segs_out", TCP_DATA_SEGS_OUT, PLAIN, TCP_DATA_SEGS_OUT},
    {"data_segs_in", TCP_DATA_SEGS_IN, PLAIN, TCP_DATA_SEGS_IN},
    {"lastsnd", TCP_LAST_DATA_SENT_MS, PLAIN, TCP_LAST_DATA_SENT_MS},
    {"lastrcv", TCP_LAST_DATA_RECEIVED_MS, PLAIN, TCP_LAST_DATA_RECEIVED_MS},
    {"lastack", TCP_LAST_ACK_RECEIVED_MS, PLAIN, TCP_LAST_ACK_RECEIVED_MS},
    {"pacing_rate", TCP_PACING_RATE_BPS, PLAIN, TCP_MAX_PACING_RATE_BPS},
    {"delivery_rate", TCP_DELIVERY_RATE_BPS, PLAIN, TCP_DELIVERY_RATE_BPS},
    {"delivered", TCP_DELIVERED, PLAIN, TCP_DELIVERED},
    {"delivered_ce", TCP_DELIVERED_CE, PLAIN, TCP_DELIVERED_CE},
    {"busy", TCP_BUSY_US, MS_AS_US, TCP_BUSY_US},
    {"rwnd_limited", TCP_RWND_LIMITED_US, MS_AS_US, TCP_RWND_LIMITED_US},
    {"sndbuf_limited", TCP_SNDBUF_LIMITED_US, MS_AS_US, TCP_SNDBUF_LIMITED_US},
    {"unacked", TCP_UNACKED, PLAIN, TCP_UNACKED},
    {"retrans", TCP_RETRANS, PLAIN, TCP_RETRANS_TOTAL},
    {"lost", TCP_LOST, PLAIN, TCP_LOST},
    {"sacked", TCP_SACKED, PLAIN, TCP_SACKED},
    {"dsack_dups", TCP_DSACK_DUPS, PLAIN, TCP_DSACK_DUPS},
    {"reordering", TCP_REORDERING, PLAIN, TCP_REORDERING},
    {"reord_seen", TCP_REORDER_SEEN, PLAIN, TCP_REORDER_SEEN},
    {"rcv_rtt", TCP_RECV_RTT_US, MS_AS_US, TCP_RECV_RTT_US},
    {"rcv_space", TCP_RECV_SPACE, PLAIN, TCP_RECV_SPACE},
    {"rcv_ssthresh", TCP_RECV_SSTHRESH, PLAIN, TCP_RECV_SSTHRESH},
    {"notsent", TCP_NOTSENT_BYTES, PLAIN, TCP_NOTSENT_BYTES},
    {"minrtt", TCP_MIN_RTT_US, MS_AS_US, TCP_MIN_RTT_US},
    {"rcv_ooopack", TCP_OUT_OF_ORDER, PLAIN, TCP_OUT_OF_ORDER},
    {"snd_wnd", TCP_SEND_WINDOW, PLAIN, TCP_SEND_WINDOW},
    {"rcv_wnd", TCP_RECV_WINDOW, PLAIN, TCP_RECV_WINDOW},
    {"rehash", TCP_REHASH, PLAIN, TCP_REHASH},
    {"wscale", TCP_SEND_WSCALE, PLAIN, TCP_RECV_WSCALE},
};

static const struct {
    const char *word;
    enum tcp_field field;
} flags[] = {
    {"ts", TCP_OPTION_TIMESTAMPS},
    {"sack", TCP_OPTION_SACK},
    {"ecn", TCP_OPTION_ECN},
    {"ecnseen", TCP_OPTION_ECN_SEEN},
    {"fastopen", TCP_OPTION_FASTOPEN_DATA},
    {"app_limited", TCP_APP_LIMITED},
};

/* Reads a number up to its unit, in thousandths. The %g of ss may print an exponent, which is
 * rejected. */
static bool take_decimal(struct text *word, uint64_t *thousandths)
{
    struct text whole = *word;
    uint64_t number, weight = 100;
    size_t digits = 0;

    while (digits < whole.length && ascii_is_digit(whole.bytes[digits]))
        digits++;
    whole.length = digits;
    *word = cell_behind(*word, digits);
    if (!cell_number(whole, UINT64_MAX / 1000, &number))
        return false;
    *thousandths = number * 1000;
    if (word->length == 0 || word->bytes[0] != '.')
        return true;
    *word = cell_behind(*word, 1);
    for (; word->length > 0 && ascii_is_digit(word->bytes[0]); weight /= 10) {
        *thousandths += (uint64_t)(word->bytes[0] - '0') * weight;
        *word = cell_behind(*word, 1);
    }
    return true;
}

/* False: something else, such as `1.2Gbps`, which is rounded. */
static bool take_quantity(struct text *word, enum scale scale, uint64_t *number)
{
    static const char *const units[] = {"ms", "bps"};
    uint64_t thousandths;

    if (!take_decimal(word, &thousandths))
        return false;
    *number = scale == MS_AS_US ? thousandths : thousandths / 1000;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (text_starts_with(*word, text_of(units[i])))
            *word = cell_behind(*word, strlen(units[i]));
    return word->length == 0 || strchr("/,(", word->bytes[0]) != NULL;
}

static bool take_number(struct text_row *row, struct text key, struct text value)
{
    uint64_t first, second;

    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (!cell_is(key, numbers[i].key))
            continue;
        if (!take_quantity(&value, numbers[i].scale, &first))
            return true;
        tcp_info_set(detail_room_tcp_info(row->in.room), numbers[i].field, first);
        if (numbers[i].field == TCP_SEND_WSCALE)
            tcp_info_set(detail_room_tcp_info(row->in.room), TCP_OPTION_WINDOW_SCALE, 1);
        if (numbers[i].second == numbers[i].field || value.length == 0)
            return true;
        value = cell_behind(value, 1);
        if (take_quantity(&value, numbers[i].scale, &second))
            tcp_info_set(detail_room_tcp_info(row->in.room), numbers[i].second, second);
        return true;
    }
    return false;
}

static bool take_flag(struct text_row *row, struct text word)
{
    for (size_t i = 0; i < COUNT_OF(flags); i++)
        if (cell_is(word, flags[i].word)) {
            tcp_info_set(detail_room_tcp_info(row->in.room), flags[i].field, 1);
            return true;
        }
    return false;
}

/* skmem:(r0,rb131072,t0,tb87040,f0,w0,o0,bl0,d0) */
static bool take_memory(struct text_row *row, struct text value)
{
    static const char *const names[MEMORY_COUNT] = {"r", "rb", "t", "tb", "f", "w", "o", "bl", "d"};
    struct memory_detail *memory = detail_room_memory(row->in.room);

    value = (struct text){value.bytes + 1, value.length < 2 ? 0 : value.length - 2};
    while (value.length > 0) {
        struct text item = text_take_until(&value, ',');
        size_t letters = 0;
        uint64_t number;

        while (letters < item.length && ascii_is_alpha(item.bytes[letters]))
            letters++;
        for (size_t i = 0; i < MEMORY_COUNT; i++)
            if (text_equal((struct text){item.bytes, letters}, text_of(names[i])) &&
                cell_number(cell_behind(item, letters), UINT32_MAX, &number)) {
                memory->have |= 1u << i;
                memory->numbers[i] = (uint32_t)number;
            }
    }
    return true;
}

/* `59min`, `1min30sec`, `9.504ms` (9 s and 504 ms), `12sec`, `504ms` */
static bool read_duration(struct text word, uint32_t *ms)
{
    static const struct {
        const char *unit;
        uint32_t ms;
    } units[] = {{"min", 60000}, {"sec", 1000}, {"ms", 1}, {".", 1000}};
    uint64_t total = 0, number;

    while (word.length > 0) {
        struct text digits = word;
        size_t unit = 0;

        for (digits.length = 0;
             digits.length < word.length && ascii_is_digit(word.bytes[digits.length]);)
            digits.length++;
        word = cell_behind(word, digits.length);
        while (unit < COUNT_OF(units) && !text_starts_with(word, text_of(units[unit].unit)))
            unit++;
        if (unit == COUNT_OF(units) || !cell_number(digits, 1000000, &number))
            return false;
        total += number * units[unit].ms;
        word = cell_behind(word, strlen(units[unit].unit));
    }
    *ms = (uint32_t)(total < UINT32_MAX ? total : UINT32_MAX);
    return true;
}

/* timer:(keepalive,59min,0) */
static bool take_timer(struct text_row *row, struct text value)
{
    static const struct {
        const char *word;
        enum timer timer;
    } timers[] = {{"off", TIMER_NONE},
                  {"on", TIMER_RETRANSMIT},
                  {"keepalive", TIMER_KEEPALIVE},
                  {"timewait", TIMER_TIME_WAIT},
                  {"persist", TIMER_ZERO_WINDOW},
                  {"unknown", TIMER_OTHER}};
    struct socket_detail *detail = &row->in.room->detail;
    struct text rest = {value.bytes + 1, value.length < 2 ? 0 : value.length - 2};
    struct text name = text_take_until(&rest, ','), time = text_take_until(&rest, ',');
    uint64_t retransmits;

    for (size_t i = 0; i < COUNT_OF(timers); i++)
        if (cell_is(name, timers[i].word) && read_duration(time, &detail->timer_ms) &&
            cell_number(rest, UINT8_MAX, &retransmits)) {
            detail->have |= DETAIL_TIMER;
            detail->timer = (uint8_t)timers[i].timer;
            detail->retransmits = (uint8_t)retransmits;
        }
    return true;
}

/* -e: ss does not print the user root. */
static bool take_inode(struct text_row *row, struct text value)
{
    if (row->socket.protocol == PROTOCOL_UNIX) /* the inode of its file */
        return true;
    if (cell_read_inode(row, &value, 1) != 0)
        row->socket.have |= HAVE_UID;
    return true;
}

static bool take_uid(struct text_row *row, struct text value)
{
    uint64_t uid;

    if (cell_number(value, UINT32_MAX, &uid)) {
        row->socket.uid = (uint32_t)uid;
        row->socket.have |= HAVE_UID;
    }
    return true;
}

static bool take_cookie(struct text_row *row, struct text value)
{
    if (row->socket.protocol != PROTOCOL_UNIX &&
        number_parse_hex(value, UINT64_MAX, &row->socket.cookie))
        row->socket.have |= HAVE_COOKIE;
    return true;
}

static bool take_v6only(struct text_row *row, struct text value)
{
    row->socket.flags |= cell_is(value, "1") ? SOCKET_V6ONLY : 0;
    row->socket.have |= HAVE_V6ONLY;
    return true;
}

static bool take_mark(struct text_row *row, struct text value)
{
    uint64_t mark;

    if (text_starts_with(value, TEXT("0x")) &&
        number_parse_hex(cell_behind(value, 2), UINT32_MAX, &mark)) {
        row->socket.mark = (uint32_t)mark;
        row->socket.have |= HAVE_MARK;
    }
    return true;
}

static bool take_users(struct text_row *row, struct text value)
{
    row->users = value;
    return true;
}

static const struct {
    const char *key;
    bool (*take)(struct text_row *row, struct text value);
} keys[] = {
    {"users", take_users}, {"uid", take_uid},      {"ino", take_inode},     {"sk", take_cookie},
    {"fwmark", take_mark}, {"skmem", take_memory}, {"v6only", take_v6only}, {"timer", take_timer},
};

/* Whether the key is known. */
static bool take_keyed(struct text_row *row, struct text key, struct text value)
{
    if (cell_is_cut(row, value))
        return true;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (cell_is(key, keys[i].key))
            return keys[i].take(row, value);
    return take_number(row, key, value);
}

/* `<->`, with a dash for a direction that is shut down. */
static bool take_arrow(struct text_row *row, struct text word)
{
    if (word.length != 3 || word.bytes[1] != '-' || strchr("<-", word.bytes[0]) == NULL ||
        strchr(">-", word.bytes[2]) == NULL)
        return false;
    row->socket.have |= HAVE_SHUTDOWN;
    row->socket.flags |= word.bytes[0] == '-' ? SOCKET_SHUT_RECV : 0;
    row->socket.flags |= word.bytes[2] == '-' ? SOCKET_SHUT_SEND : 0;
    return true;
}

static bool ends_in(struct text word, const char *end)
{
    size_t length = strlen(end);

    return word.length >= length && memcmp(word.bytes + word.length - length, end, length) == 0;
}

/* Process names may contain blanks, so the value continues up to its closing bracket. */
static size_t words_of_value(const struct text *words, size_t count)
{
    size_t taken = 1;

    if (!text_starts_with(words[0], TEXT("users:((")))
        return 1;
    while (taken < count && !ends_in(words[taken - 1], "))"))
        taken++;
    return taken;
}

static bool is_algorithm(struct text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_alpha(word.bytes[i]) && !ascii_is_digit(word.bytes[i]) &&
            strchr("-_", word.bytes[i]) == NULL)
            return false;
    return word.length > 1 && word.length < DETAIL_NAME_SIZE && ascii_is_alpha(word.bytes[0]);
}

/* Reads words of ss -i without a colon. Returns how many; 0: unknown. */
static size_t take_bare(struct text_row *row, const struct text *words, size_t count)
{
    struct congestion_detail *congestion;

    if (take_arrow(row, *words) || take_flag(row, *words))
        return 1;
    if (count > 1 && ends_in(words[1], "bps")) {
        (void)take_number(row, words[0], words[1]);
        return 2;
    }
    if (row->in.room->detail.congestion != NULL || !is_algorithm(*words))
        return ends_in(*words, "fallback") || cell_is(*words, "bidir") || cell_is(*words, "qack");
    congestion = detail_room_congestion(row->in.room);
    memcpy(congestion->name, words->bytes, words->length);
    congestion->name[words->length] = '\0';
    return 1;
}

size_t cell_read_details(struct text_row *row, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t taken = words_of_value(words + i, count - i);
        struct text key, value, word = text_span(words + i, taken);

        if (cell_split(word, ':', &key, &value) && key.length > 0) {
            row->has_details = take_keyed(row, key, value) || row->has_details;
            if (cell_is(key, "peers")) /* and their inodes */
                break;
        } else {
            taken = take_bare(row, words + i, count - i);
        }
        if (taken == 0)
            return 0;
        i += taken;
    }
    row->socket.detail = detail_room_detail(row->in.room);
    return count;
}
