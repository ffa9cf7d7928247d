/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytecode.h"

#include <linux/inet_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/*
 * While jumps to a place that is not known yet are collected, the `no` of each holds where the
 * jump before it stands; so a label is the last of its jumps.
 */
#define NO_JUMP ((size_t)0xffff)

struct label {
    size_t last;
};

struct assembler {
    const struct bytecode_wish *wish;
    struct bytecode *out;
};

static bool pinned(const struct bytecode_wish *wish, const struct predicate *test)
{
    uint16_t pin = test->side == SIDE_LOCAL ? wish->local : wish->remote;

    return test->kind == PREDICATE_PORTS && pin != 0 && test->ports.low == pin &&
           test->ports.high == pin;
}

static bool covers_everything(const struct predicate *test)
{
    return test->kind == PREDICATE_PORTS && test->ports.low == 0 && test->ports.high == UINT16_MAX;
}

/* Whether there is nothing to test: what the kernel refused counts as true, also under NOT. */
static bool is_true(const struct bytecode_wish *wish, const struct predicate *predicate)
{
    bool any = predicate->kind == PREDICATE_OR;

    if (predicate->kind == PREDICATE_TRUE)
        return true;
    if (predicate->kind == PREDICATE_NOT)
        return (wish->without & (1u << predicate->first->kind)) != 0;
    if (predicate->kind != PREDICATE_AND && predicate->kind != PREDICATE_OR)
        return (wish->without & (1u << predicate->kind)) != 0 || pinned(wish, predicate) ||
               covers_everything(predicate);
    for (const struct predicate *p = predicate->first; p != NULL; p = p->next)
        if (is_true(wish, p) == any)
            return any;
    return !any;
}

/* Room for an operation of `size` bytes at the end; NULL: it would be too large. */
static unsigned char *reserve(struct assembler *assembler, size_t size)
{
    struct bytecode *out = assembler->out;
    unsigned char *place = out->bytes + out->length;

    if (out->too_large || out->length + size > BYTECODE_MAX) {
        out->too_large = true;
        return NULL;
    }
    out->length += size;
    memset(place, 0, size);
    return place;
}

/* One operation with `size` bytes of operand, which goes on behind itself where it holds. */
static unsigned char *emit(struct assembler *assembler, unsigned char code, size_t size,
                           struct label *otherwise)
{
    struct inet_diag_bc_op op = {.code = code};
    unsigned char *place = reserve(assembler, sizeof(op) + size);

    if (place == NULL)
        return NULL;
    op.yes = (unsigned char)(sizeof(op) + size);
    op.no = (unsigned short)otherwise->last;
    otherwise->last = (size_t)(place - assembler->out->bytes);
    memcpy(place, &op, sizeof(op));
    return place + sizeof(op);
}

/* All jumps of the label end `beyond` bytes behind what is there now. */
static void bind_label(struct assembler *assembler, const struct label *label, size_t beyond)
{
    struct bytecode *out = assembler->out;

    for (size_t at = label->last; at != NO_JUMP && !out->too_large;) {
        struct inet_diag_bc_op op;
        size_t before;

        memcpy(&op, out->bytes + at, sizeof(op));
        before = op.no;
        op.no = (unsigned short)(out->length + beyond - at);
        memcpy(out->bytes + at, &op, sizeof(op));
        at = before;
    }
}

static void emit_jump(struct assembler *assembler, struct label *to)
{
    (void)emit(assembler, INET_DIAG_BC_JMP, 0, to);
}

/* The port is the `no` of an operation of its own (inet_diag_bc_run). */
static void emit_port(struct assembler *assembler, unsigned char code, uint16_t port,
                      struct label *otherwise)
{
    struct inet_diag_bc_op operand = {.no = port};
    unsigned char *place = emit(assembler, code, sizeof(operand), otherwise);

    if (place != NULL)
        memcpy(place, &operand, sizeof(operand));
}

/* By >= and <=, which every kernel has. */
static void emit_ports(struct assembler *assembler, const struct predicate *test,
                       struct label *otherwise)
{
    bool local = test->side == SIDE_LOCAL;

    if (test->ports.low > 0)
        emit_port(assembler, local ? INET_DIAG_BC_S_GE : INET_DIAG_BC_D_GE, test->ports.low,
                  otherwise);
    if (test->ports.high < UINT16_MAX)
        emit_port(assembler, local ? INET_DIAG_BC_S_LE : INET_DIAG_BC_D_LE, test->ports.high,
                  otherwise);
}

static void emit_prefix(struct assembler *assembler, const struct predicate *test,
                        struct label *otherwise)
{
    bool v4 = test->prefix.family == FAMILY_INET;
    size_t length = v4 ? 4 : 16;
    struct inet_diag_hostcond host = {
        .family = v4 ? AF_INET : AF_INET6,
        .prefix_len = (unsigned char)test->prefix.bits,
        .port = -1, /* any */
    };
    unsigned char *place =
        emit(assembler, test->side == SIDE_LOCAL ? INET_DIAG_BC_S_COND : INET_DIAG_BC_D_COND,
             sizeof(host) + length, otherwise);

    if (place == NULL)
        return;
    memcpy(place, &host, sizeof(host));
    memcpy(place + sizeof(host), test->prefix.address.bytes, length);
}

static void emit_operand(struct assembler *assembler, unsigned char code, const void *operand,
                         size_t size, struct label *otherwise)
{
    unsigned char *place = emit(assembler, code, size, otherwise);

    if (place != NULL)
        memcpy(place, operand, size);
}

static void emit_mark(struct assembler *assembler, const struct predicate *test,
                      struct label *otherwise)
{
    struct inet_diag_markcond mark = {.mark = test->mark.value, .mask = test->mark.mask};

    emit_operand(assembler, INET_DIAG_BC_MARK_COND, &mark, sizeof(mark), otherwise);
}

static void assemble(struct assembler *assembler, const struct predicate *predicate,
                     struct label *otherwise);

static void assemble_not(struct assembler *assembler, const struct predicate *test,
                         struct label *otherwise)
{
    struct label holds = {NO_JUMP};

    assemble(assembler, test, &holds);
    emit_jump(assembler, otherwise);
    bind_label(assembler, &holds, 0);
}

static void assemble_or(struct assembler *assembler, const struct predicate *list,
                        struct label *otherwise)
{
    struct label holds = {NO_JUMP};

    for (const struct predicate *p = list->first; p != NULL; p = p->next) {
        struct label next = {NO_JUMP};

        if (p->next == NULL) {
            assemble(assembler, p, otherwise);
            break;
        }
        assemble(assembler, p, &next);
        emit_jump(assembler, &holds);
        bind_label(assembler, &next, 0);
    }
    bind_label(assembler, &holds, 0);
}

/* Goes on behind itself where the predicate holds, and at `otherwise` where not. */
static void assemble(struct assembler *assembler, const struct predicate *predicate,
                     struct label *otherwise)
{
    if (is_true(assembler->wish, predicate))
        return;
    switch (predicate->kind) {
    case PREDICATE_TRUE:
        break;
    case PREDICATE_AND:
        for (const struct predicate *p = predicate->first; p != NULL; p = p->next)
            assemble(assembler, p, otherwise);
        break;
    case PREDICATE_OR:
        assemble_or(assembler, predicate, otherwise);
        break;
    case PREDICATE_NOT:
        assemble_not(assembler, predicate->first, otherwise);
        break;
    case PREDICATE_PREFIX:
        emit_prefix(assembler, predicate, otherwise);
        break;
    case PREDICATE_PORTS:
        emit_ports(assembler, predicate, otherwise);
        break;
    case PREDICATE_INTERFACE:
        emit_operand(assembler, INET_DIAG_BC_DEV_COND, &predicate->interface, sizeof(uint32_t),
                     otherwise);
        break;
    case PREDICATE_MARK:
        emit_mark(assembler, predicate, otherwise);
        break;
    case PREDICATE_CGROUP:
        emit_operand(assembler, INET_DIAG_BC_CGROUP_COND, &predicate->cgroup, sizeof(uint64_t),
                     otherwise);
        break;
    }
}

static void assemble_autobound(struct assembler *assembler, struct label *otherwise)
{
    struct label chosen = {NO_JUMP};

    switch (assembler->wish->autobound) {
    case AUTOBOUND_EITHER:
        break;
    case AUTOBOUND_ONLY:
        (void)emit(assembler, INET_DIAG_BC_AUTO, 0, otherwise);
        break;
    case AUTOBOUND_NOT:
        (void)emit(assembler, INET_DIAG_BC_AUTO, 0, &chosen);
        emit_jump(assembler, otherwise);
        bind_label(assembler, &chosen, 0);
        break;
    }
}

bool bytecode_make(struct bytecode *bytecode, const struct bytecode_wish *wish)
{
    struct assembler assembler = {wish, bytecode};
    struct label refused = {NO_JUMP};

    *bytecode = (struct bytecode){.bytes = malloc(BYTECODE_MAX)};
    if (bytecode->bytes == NULL)
        return false;
    assemble_autobound(&assembler, &refused);
    if (wish->predicate != NULL)
        assemble(&assembler, wish->predicate, &refused);
    bind_label(&assembler, &refused, sizeof(struct inet_diag_bc_op));
    if (bytecode->too_large || bytecode->length == 0) {
        free(bytecode->bytes);
        bytecode->bytes = NULL;
        bytecode->length = 0;
    }
    return true;
}

void bytecode_free(struct bytecode *bytecode)
{
    free(bytecode->bytes);
    *bytecode = (struct bytecode){NULL, 0, false};
}
