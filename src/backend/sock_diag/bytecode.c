/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytecode.h"

#include <linux/inet_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* While the target of a label is unknown, the `no` of each jump stores the position of the previous
 * jump; so a label is the last one of its jumps. */
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

/* Whether there is nothing to test: tests that the kernel refused count as true, also under NOT. */
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

/* Emits one operation with its operand; if true, execution continues after it. */
static void emit(struct assembler *assembler, unsigned char code, const void *operand, size_t size,
                 struct label *otherwise)
{
    struct bytecode *out = assembler->out;
    struct inet_diag_bc_op op = {
        .code = code,
        .yes = (unsigned char)(sizeof(op) + size),
        .no = (unsigned short)otherwise->last,
    };

    out->too_large |= out->length + sizeof(op) + size > BYTECODE_MAX;
    if (out->too_large)
        return;
    otherwise->last = out->length;
    memcpy(out->bytes + out->length, &op, sizeof(op));
    if (size > 0)
        memcpy(out->bytes + out->length + sizeof(op), operand, size);
    out->length += sizeof(op) + size;
}

/* Sets the target of all jumps of the label to `beyond` bytes after the current end. */
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
    emit(assembler, INET_DIAG_BC_JMP, NULL, 0, to);
}

/* The port is stored in the `no` of a separate operation (inet_diag_bc_run). */
static void emit_port(struct assembler *assembler, unsigned char code, uint16_t port,
                      struct label *otherwise)
{
    struct inet_diag_bc_op operand = {.no = port};

    emit(assembler, code, &operand, sizeof(operand), otherwise);
}

/* Uses >= and <=, which every kernel supports. */
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
    struct inet_diag_hostcond host = {
        .family = v4 ? AF_INET : AF_INET6,
        .prefix_len = (unsigned char)test->prefix.bits,
        .port = -1, /* any */
    };
    unsigned char operand[sizeof(host) + sizeof(test->prefix.address)];

    memcpy(operand, &host, sizeof(host));
    memcpy(operand + sizeof(host), &test->prefix.address, sizeof(test->prefix.address));
    emit(assembler, test->side == SIDE_LOCAL ? INET_DIAG_BC_S_COND : INET_DIAG_BC_D_COND, operand,
         sizeof(host) + (v4 ? 4 : 16), otherwise);
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

/* Continues after the code if the predicate is true, at `otherwise` if not. */
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
        emit(assembler, INET_DIAG_BC_DEV_COND, &predicate->interface, sizeof(uint32_t), otherwise);
        break;
    case PREDICATE_MARK:
        emit(assembler, INET_DIAG_BC_MARK_COND,
             &(struct inet_diag_markcond){predicate->mark.value, predicate->mark.mask},
             sizeof(struct inet_diag_markcond), otherwise);
        break;
    case PREDICATE_CGROUP:
        emit(assembler, INET_DIAG_BC_CGROUP_COND, &predicate->cgroup, sizeof(uint64_t), otherwise);
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
        emit(assembler, INET_DIAG_BC_AUTO, NULL, 0, otherwise);
        break;
    case AUTOBOUND_NOT:
        emit(assembler, INET_DIAG_BC_AUTO, NULL, 0, &chosen);
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
        *bytecode = (struct bytecode){.too_large = bytecode->too_large};
    }
    return true;
}

void bytecode_free(struct bytecode *bytecode)
{
    free(bytecode->bytes);
    *bytecode = (struct bytecode){NULL, 0, false};
}
