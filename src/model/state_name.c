/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the meaning of a word for a state in any spelling. The word is reduced to a key (its
 * letters and digits) and compared first with the few ambiguous words, then with the spellings of
 * the master tables and the aliases below.
 */
#include "state.h"

#include "compiler.h"
#include "nearest.h"

/* Spellings that belong to no dialect: other systems, abbreviations, jargon, a known typo. */
const struct state_alias state_aliases[] = {
    {"syn-rcv", STATE_SYN_RECEIVED},   /* accepted by ss in addition to syn-recv */
    {"SYN_RCDV", STATE_SYN_RECEIVED},  /* typo in the lsof manual */
    {"EMBRYONIC", STATE_SYN_RECEIVED}, /* BSDs and firewalls */
    {"ESTABL", STATE_ESTABLISHED},     {"Establsh", STATE_ESTABLISHED}, /* z/OS */
    {"Estblsh", STATE_ESTABLISHED},                                     /* z/OS, MVS console */
    {"VERBUNDEN", STATE_ESTABLISHED},                                   /* net-tools in German */
    {"FinWt1", STATE_FIN_WAIT_1}, /* z/OS, MVS console, and the next */
    {"FinWt2", STATE_FIN_WAIT_2},      {"FINW1", STATE_FIN_WAIT_1},
    {"FINW2", STATE_FIN_WAIT_2},       {"ClosWait", STATE_CLOSE_WAIT}, /* z/OS */
    {"ClosWt", STATE_CLOSE_WAIT},                                      /* z/OS, MVS console */
    {"TW", STATE_TIME_WAIT},
};
const size_t state_alias_count = COUNT_OF(state_aliases);

static const struct state_meaning fin_wait_meanings[] = {
    {STATE_BIT(STATE_FIN_WAIT_1),
     "FIN-WAIT-1: the peer has not acknowledged our FIN (RFC 9293 section 3.3.2).", NULL},
    {STATE_BIT(STATE_FIN_WAIT_2),
     "FIN-WAIT-2: our FIN is acknowledged, but the peer has not closed (RFC 9293 section 3.3.2).",
     NULL},
    {0,
     "FIN_WAIT of Linux connection tracking: a firewall state, not a socket state "
     "(nf_conntrack_proto_tcp.c).",
     "conntrack"},
};

static const struct state_meaning half_open_meanings[] = {
    {0,
     "One end has lost the connection and the other has not noticed; no state shows this (RFC 9293 "
     "section 3.5.1).",
     NULL},
    {STATE_BIT(STATE_SYN_RECEIVED),
     "SYN-RECEIVED, an unfinished handshake: the usual meaning in texts about SYN floods.", NULL},
    {STATE_BIT(STATE_FIN_WAIT_2) | STATE_BIT(STATE_CLOSE_WAIT),
     "Half-closed: one direction is closed, the other open (RFC 9293 section 3.6.1).",
     "half-closed"},
};

/* Words for more than one state. */
static const struct term {
    const char *spelling;
    enum state_match_kind kind;
    uint32_t states;
    const struct state_meaning *meanings;
    size_t meaning_count;
} terms[] = {
    {"FIN-WAIT", STATE_MATCH_AMBIGUOUS, STATE_BIT(STATE_FIN_WAIT_1) | STATE_BIT(STATE_FIN_WAIT_2),
     fin_wait_meanings, COUNT_OF(fin_wait_meanings)},
    {"HALF-OPEN", STATE_MATCH_AMBIGUOUS, 0, half_open_meanings, COUNT_OF(half_open_meanings)},
    {"HALF-CLOSED", STATE_MATCH_GROUP, STATE_BIT(STATE_FIN_WAIT_2) | STATE_BIT(STATE_CLOSE_WAIT),
     NULL, 0},
};

/* Found in notes and questions, not used by any system, and too far from the intended word. */
static const struct {
    const char *word;
    enum state meant;
} refused[] = {
    {"ACK_WAIT", STATE_LAST_ACK},
    {"WAIT", STATE_TIME_WAIT},
    {"FINW", STATE_FIN_WAIT_1},
};

/* No key is longer than ESTABLISHED or BOUNDINACTIVE; the rest is room for typos. */
struct key {
    char bytes[24];
    size_t length;
};

static struct text key_text(const struct key *key)
{
    return (struct text){key->bytes, key->length};
}

static struct text without_blanks_before(struct text word)
{
    while (word.length > 0 && ascii_is_space(word.bytes[0])) {
        word.bytes++;
        word.length--;
    }
    return word;
}

/* Returns the length of the known prefix (such as TCP_) of `word`, or 0. */
static size_t prefix_length(struct text word)
{
    static const char *const prefixes[] = {"TCP_", "TCPS_", "TCPSTATE_", "MIB_TCP_STATE_", "CONN_"};

    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        struct text prefix = text_of(prefixes[i]);

        if (word.length >= prefix.length &&
            text_equal_nocase((struct text){word.bytes, prefix.length}, prefix))
            return prefix.length;
    }
    return 0;
}

/* Takes the next letter or digit in upper case; false at the end. */
static bool next_letter(struct text *rest, char *letter)
{
    while (rest->length > 0) {
        char c = *rest->bytes++;

        rest->length--;
        if (ascii_is_space(c) || c == '-' || c == '_')
            continue;
        *letter = ascii_upper(c);
        return true;
    }
    return false;
}

static struct text without_prefix(struct text word)
{
    size_t skip = prefix_length(word);

    return skip == 0 ? word : text_from(word, skip);
}

/* False: the key is empty, or longer than any state name. */
static bool key_from(struct text word, struct key *key)
{
    struct text rest = without_prefix(without_blanks_before(word));
    char letter;

    key->length = 0;
    while (next_letter(&rest, &letter)) {
        if (key->length == sizeof key->bytes)
            return false;
        key->bytes[key->length++] = letter;
    }
    return key->length > 0;
}

/* Compares without building a key of the spelling: most differ in the first letter. */
static bool key_matches(const struct key *key, const char *spelling)
{
    struct text rest = without_prefix(text_of(spelling));
    size_t i = 0;
    char letter;

    while (next_letter(&rest, &letter)) {
        if (i == key->length || key->bytes[i] != letter)
            return false;
        i++;
    }
    return i == key->length;
}

static bool match_terms(const struct key *key, struct state_match *match)
{
    for (size_t i = 0; i < COUNT_OF(terms); i++) {
        if (!key_matches(key, terms[i].spelling))
            continue;
        match->kind = terms[i].kind;
        match->states = terms[i].states;
        match->meanings = terms[i].meanings;
        match->meaning_count = terms[i].meaning_count;
        return true;
    }
    return false;
}

static enum state state_of_dialects(const struct key *key)
{
    for (size_t d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];

        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++)
            if (info->spelling[s] != NULL && key_matches(key, info->spelling[s]))
                return (enum state)s;
    }
    return STATE_NONE;
}

static enum state state_of_aliases(const struct key *key)
{
    for (size_t i = 0; i < state_alias_count; i++)
        if (key_matches(key, state_aliases[i].spelling))
            return state_aliases[i].state;
    return STATE_NONE;
}

static bool match_one(const struct key *key, struct state_match *match)
{
    enum state state = state_of_dialects(key);

    if (state == STATE_NONE)
        state = state_of_aliases(key);
    if (state == STATE_NONE)
        return false;
    match->kind = STATE_MATCH_ONE;
    match->state = state;
    match->states = STATE_BIT(state);
    return true;
}

static bool match_extras(const struct key *key, struct state_match *match)
{
    for (size_t i = 0; i < state_extra_count; i++) {
        if (!key_matches(key, state_extras[i].spelling))
            continue;
        match->kind = STATE_MATCH_EXTRA;
        match->state = state_extras[i].state;
        match->states = state_extras[i].state == STATE_NONE ? 0 : STATE_BIT(state_extras[i].state);
        match->tag = state_extras[i].tag;
        return true;
    }
    return false;
}

/* The best spelling so far. Keys are compared, so that TIMEWIAT is near TIME-WAIT. */
struct suggestion {
    struct text spelling;
    unsigned distance;
};

static void suggest(struct suggestion *best, const struct key *typed, const char *spelling)
{
    struct nearest nearest = {0};
    struct key candidate;

    /* The distance is at least one: an equal word would have matched. */
    if (best->spelling.length > 0 && best->distance <= 1)
        return;
    /* Skip macro names, which people do not type; each has an equivalent without the prefix. */
    if (prefix_length(text_of(spelling)) > 0 || !key_from(text_of(spelling), &candidate))
        return;
    nearest_offer(&nearest, key_text(typed), key_text(&candidate));
    if (nearest.best.length == 0)
        return;
    if (best->spelling.length == 0 || nearest.distance < best->distance) {
        best->spelling = text_of(spelling);
        best->distance = nearest.distance;
    }
}

/* Suggests no aliases. */
static struct text suggestion_for(const struct key *key)
{
    struct suggestion best = {0};

    for (size_t i = 0; i < COUNT_OF(refused); i++)
        if (key_matches(key, refused[i].word))
            return text_of(state_name(refused[i].meant));
    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++) {
            const char *spelling = state_dialects[d].spelling[s];

            if (spelling != NULL)
                suggest(&best, key, spelling);
        }
    for (size_t i = 0; i < COUNT_OF(terms); i++)
        suggest(&best, key, terms[i].spelling);
    for (size_t i = 0; i < state_extra_count; i++)
        if (state_extras[i].state != STATE_NONE)
            suggest(&best, key, state_extras[i].spelling);
    return best.spelling;
}

static struct state_match match_key(const struct key *key)
{
    struct state_match match = {.kind = STATE_MATCH_NONE, .state = STATE_NONE};

    if (!match_terms(key, &match) && !match_one(key, &match))
        (void)match_extras(key, &match);
    return match;
}

struct state_match state_from_word(struct text word)
{
    struct key key;

    return key_from(word, &key) ? match_key(&key) : (struct state_match){.kind = STATE_MATCH_NONE};
}

struct state_match state_from_name(struct text name)
{
    struct state_match match = state_from_word(name);
    struct key key;

    if (match.kind == STATE_MATCH_NONE && key_from(name, &key))
        match.nearest = suggestion_for(&key);
    return match;
}

bool state_same_word(struct text typed, const char *spelling)
{
    struct key key;

    return key_from(typed, &key) && key_matches(&key, spelling);
}
