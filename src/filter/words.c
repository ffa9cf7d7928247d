/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "words.h"

#include "compiler.h"
#include "state.h"

/* clang-format off */
const struct filter_word filter_words[] = {
    {"or || |", WORD_OR, WORDS_OPERATORS, NULL, "one of two tests"},
    {"and && &", WORD_AND, WORDS_OPERATORS, NULL, "both tests; may be left out"},
    {"not !", WORD_NOT, WORDS_OPERATORS, NULL, "the opposite of the next test"},
    {"(", WORD_OPEN, WORDS_OPERATORS, NULL, "groups tests"},
    {")", WORD_CLOSE, WORDS_OPERATORS, NULL, NULL},

    {"= == eq", WORD_EQUAL, WORDS_COMPARISONS, NULL, "equal; may be left out"},
    {"!= ne neq", WORD_UNEQUAL, WORDS_COMPARISONS, NULL, "not equal"},
    {"< lt", WORD_LESS, WORDS_COMPARISONS, NULL, "less"},
    {"> gt", WORD_GREATER, WORDS_COMPARISONS, NULL, "greater"},
    {"<= le leq", WORD_LESS_EQUAL, WORDS_COMPARISONS, NULL, "less or equal"},
    {">= ge geq", WORD_GREATER_EQUAL, WORDS_COMPARISONS, NULL, "greater or equal"},
    {"~", WORD_LIKE, WORDS_COMPARISONS, NULL, "text matches a pattern with * ? and [a-z]"},
    {"!~", WORD_UNLIKE, WORDS_COMPARISONS, NULL, "text does not match a pattern"},

    {"state", WORD_STATE, WORDS_TESTS, "STATE", "in this state or group of states"},
    {"exclude excl", WORD_EXCLUDE, WORDS_TESTS, "STATE", "not in this state or group of states"},
    {"src", WORD_SRC, WORDS_TESTS, "HOST", "local address, network or name, and port"},
    {"dst", WORD_DST, WORDS_TESTS, "HOST", "remote address, network or name, and port"},
    {"sport", WORD_SPORT, WORDS_TESTS, "PORTS", "local port: number, range, list or service name"},
    {"dport", WORD_DPORT, WORDS_TESTS, "PORTS", "remote port: number, range, list or service name"},
    {"host net", WORD_HOST, WORDS_TESTS, "HOST", "src or dst"},
    {"port", WORD_PORT, WORDS_TESTS, "PORTS", "sport or dport"},
    {"dev", WORD_DEV, WORDS_TESTS, "INTERFACE", "bound to this interface, given by name or index"},
    {"fwmark", WORD_FWMARK, WORDS_TESTS, "MARK[/MASK]", "firewall mark, or the bits in MASK of it"},
    {"cgroup", WORD_CGROUP, WORDS_TESTS, "PATH", "created in this control group (v2)"},
    {"autobound", WORD_AUTOBOUND, WORDS_TESTS, NULL, "local port chosen by the system"},
};

#define CONNECTED \
    ((STATES_ALL | STATE_BIT_OTHER) & ~(STATE_BIT(STATE_LISTEN) | STATE_BIT(STATE_CLOSED)))
#define BUCKET    (STATE_BIT(STATE_SYN_RECEIVED) | STATE_BIT(STATE_TIME_WAIT))

const struct filter_group filter_groups[] = {
    {"all", STATES_EVERY, "every state"},
    {"connected", CONNECTED, "all but LISTEN and CLOSED"},
    {"synchronized", CONNECTED & ~STATE_BIT(STATE_SYN_SENT), "connected, but not SYN-SENT"},
    {"bucket", BUCKET, "SYN-RECEIVED and TIME-WAIT, which are small records in Linux"},
    {"big", STATES_EVERY & ~BUCKET, "all but bucket"},
};

const struct filter_example filter_examples[] = {
    {"state established dport = :443", "open connections to HTTPS servers"},
    {"state time-wait dst 10.0.0.0/8", "old connections to one network"},
    {"( sport = :http or sport = :https ) dst 193.233.7/24", "clients of a web server, from one network"},
    {"src [::1]:22 or src 127.0.0.1:22", "a server on loopback"},
    {"exclude listening exclude closed", "sockets with a peer"},
    {"8080 established", "connections with this port at either end"},
    {"22/tcp localhost", "sockets of the ssh port on loopback"},
    {":443", "either end has this port"},
    {":80,443,8000-8100", "either end has one of these ports"},
    {"10.0.0.0/8:443", "either end is in this network and has this port"},
    {"dev eth0 and not dport gt :1024", "bound to an interface and a well-known port"},
    {"fwmark = 0x01/0x03", "the lowest two bits of the mark are 01"},
    {"listening !loopback", "servers that other machines can reach"},
    {"recv_queue > 64K", "programs that do not read"},
    {"accept_queue > accept_queue_max", "listeners whose accept queue is full"},
    {"user = www-data", "sockets of one user"},
    {"user ~ www*", "sockets of users whose name matches"},
    {"autobound and state connected", "connections whose port the system chose"},
};
/* clang-format on */

const size_t filter_word_count = COUNT_OF(filter_words);

const size_t filter_group_count = COUNT_OF(filter_groups);

const size_t filter_example_count = COUNT_OF(filter_examples);

enum word filter_word(struct text text, bool signs)
{
    for (size_t i = 0; i < COUNT_OF(filter_words); i++) {
        struct text rest = text_of(filter_words[i].spellings), one;

        while ((one = text_take_until(&rest, ' ')).length > 0)
            if ((signs || ascii_is_alpha(one.bytes[0])) && text_equal_nocase(text, one))
                return filter_words[i].word;
    }
    return WORD_NONE;
}

enum word filter_sign(struct text text, size_t *length)
{
    enum word word = WORD_NONE;

    *length = 0;
    for (size_t i = 0; i < COUNT_OF(filter_words); i++) {
        struct text rest = text_of(filter_words[i].spellings), one;

        while ((one = text_take_until(&rest, ' ')).length > 0)
            if (!ascii_is_alpha(one.bytes[0]) && one.length > *length &&
                text_starts_with(text, one)) {
                word = filter_words[i].word;
                *length = one.length;
            }
    }
    return word;
}

bool filter_family(struct text name, enum family *family)
{
    return family_from_name(text_equal_nocase(name, TEXT("link")) ? TEXT("packet") : name, family);
}
