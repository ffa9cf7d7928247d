/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model follows net/ipv4/tcp_timer.c: tcp_write_timeout, retransmits_timed_out and
 * tcp_model_timeout for retransmissions, tcp_probe_timer for probes of a zero window.
 *
 * The kernel decides each time the timer expires. Data is limited by time: the kernel gives up at
 * the first expiry that is later (counted from the first retransmission) than the allowed number of
 * retransmissions would take with the minimum timeout. SYNs and probes are limited by number.
 */
#include "deadline.h"

#include "checks.h"

#define RTO_MIN_MS     200 /* TCP_RTO_MIN */
#define RTO_MAX_MS     120000
#define RTO_SYN_MS     1000 /* tcp_timeout_init() without BPF */
#define ORPHAN_RETRIES 8    /* effective value of tcp_orphan_retries = 0 */
#define RETRIES_MAX    512  /* exceeds two 8-bit settings */

struct model {
    const struct examined *examined;
    uint64_t retries; /* before the kernel gives up */
    uint64_t rto_max; /* ms */
    uint64_t next;    /* until the timer expires, ms */
    uint64_t rto;     /* the current timeout, ms */
    uint64_t times;   /* expiries without an answer */
    uint64_t backoff; /* number of times it has doubled */
};

static bool read_setting(const struct examined *examined, const char *name, uint64_t *number)
{
    int64_t value;

    if (!setting_number(examined->evidence, examined, name, &value) || value < 0 ||
        value > INT32_MAX)
        return false;
    *number = (uint64_t)value;
    return true;
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Returns how long this many retransmissions take if the first timeout is `base`. */
static uint64_t modelled(uint64_t retries, uint64_t base, uint64_t rto_max)
{
    uint64_t sum = 0, rto = base;

    for (uint64_t i = 0; i <= retries; i++, rto = lesser(2 * rto, rto_max))
        sum += rto;
    return sum;
}

/* The kernel gives up on an orphan sooner once its timeout is at the maximum. */
static uint64_t retries_at(const struct model *model, uint64_t rto)
{
    if (!is_orphan(model->examined) || model->retries > 0)
        return model->retries;
    return rto < model->rto_max ? ORPHAN_RETRIES : 0;
}

/* Finds the timeout before it doubled. False if it is at the maximum, where this is unknown. */
static bool find_base(const struct model *model, uint64_t *base)
{
    uint64_t rtt, variation;

    *base = model->rto >> lesser(model->backoff, 63);
    if (model->rto < model->rto_max)
        return true;
    if (!tcp_number(model->examined, TCP_RTT_US, &rtt) ||
        !tcp_number(model->examined, TCP_RTT_VARIATION_US, &variation))
        return false;
    variation = 4 * variation / 1000;
    *base = rtt / 1000 + (variation < RTO_MIN_MS ? RTO_MIN_MS : variation);
    return true;
}

static bool find_of_data(const struct model *model, uint64_t *milliseconds)
{
    uint64_t rto, elapsed = 0, window, until = model->next;

    /* A zero window falls under another rule. */
    if (tcp_number(model->examined, TCP_SEND_WINDOW, &window) && window == 0)
        return false;
    if (!find_base(model, &rto))
        return false;
    for (uint64_t i = 1; i <= model->times; i++) {
        if (i <= model->backoff)
            rto = lesser(2 * rto, model->rto_max);
        elapsed += rto;
    }
    rto = model->rto;
    while (elapsed < modelled(retries_at(model, rto), RTO_MIN_MS, model->rto_max)) {
        rto = lesser(2 * rto, model->rto_max);
        elapsed += rto;
        until += rto;
    }
    *milliseconds = until;
    return true;
}

/* Since Linux 6.5 the first timeouts of a SYN do not double. */
static bool find_of_syn(const struct model *model, uint64_t *milliseconds)
{
    uint64_t linear = 0, limit = modelled(model->retries, RTO_SYN_MS, model->rto_max);
    uint64_t elapsed = RTO_SYN_MS, rto = RTO_SYN_MS, until = model->next, times = 0;

    (void)read_setting(model->examined, "net.ipv4.tcp_syn_linear_timeouts", &linear);
    while (times < model->retries + linear && (times == 0 || elapsed < limit)) {
        times++;
        rto = times > linear ? lesser(2 * rto, model->rto_max) : rto;
        elapsed += rto;
        until += times > model->times ? rto : 0;
    }
    *milliseconds = until;
    return times >= model->times;
}

/*
 * The peer may answer probes; then a socket with an owner waits without limit. A single probe may
 * remain unanswered because the peer's kernel limits the rate of ACKs (tcp_invalid_ratelimit).
 */
static bool find_of_probes(const struct model *model, uint64_t *milliseconds)
{
    bool orphan = is_orphan(model->examined), answers = model->times < 2;
    uint64_t rto = model->rto < RTO_MIN_MS ? RTO_MIN_MS : model->rto, until = model->next;
    uint64_t times = model->times, backoff = model->backoff;

    if (answers && !orphan)
        return false;
    for (uint64_t i = 0; i < backoff; i++)
        rto = lesser(2 * rto, model->rto_max);
    while ((answers || times < retries_at(model, rto)) &&
           !(orphan && rto >= model->rto_max && backoff >= retries_at(model, rto))) {
        rto = lesser(2 * rto, model->rto_max);
        until += rto;
        times++;
        backoff++;
    }
    *milliseconds = until;
    return true;
}

bool deadline_find(const struct examined *examined, uint64_t *milliseconds)
{
    enum state state = (enum state)examined->socket->state;
    bool probes = runs_out(examined, TIMER_ZERO_WINDOW);
    struct model model = {.examined = examined, .rto_max = RTO_MAX_MS};
    const char *retries = state == STATE_SYN_SENT ? "net.ipv4.tcp_syn_retries"
                          : is_orphan(examined)   ? "net.ipv4.tcp_orphan_retries"
                                                  : "net.ipv4.tcp_retries2";

    /* A whole socket in SYN-RECEIVED may belong to TCP Fast Open, which has its own limit. */
    if (state == STATE_SYN_RECEIVED || (!probes && !runs_out(examined, TIMER_RETRANSMIT)))
        return false;
    model.next = examined->socket->detail->timer_ms;
    model.times = ran_out(examined, probes ? TIMER_ZERO_WINDOW : TIMER_RETRANSMIT);
    (void)read_setting(examined, "net.ipv4.tcp_rto_max_ms", &model.rto_max);
    if ((model.times == 0 && !probes) || model.rto_max < RTO_SYN_MS ||
        !read_setting(examined, retries, &model.retries) || model.retries > RETRIES_MAX ||
        !tcp_number(examined, TCP_RTO_MS, &model.rto) || model.rto == 0 ||
        !tcp_number(examined, TCP_BACKOFF, &model.backoff))
        return false;
    return probes                    ? find_of_probes(&model, milliseconds)
           : state == STATE_SYN_SENT ? find_of_syn(&model, milliseconds)
                                     : find_of_data(&model, milliseconds);
}
