/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "receiver.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "netlink.h"

/* Datagrams, of some 250 sockets each: shorter answers, which are nearly all, start no thread. */
#define LONG_ANSWER 8u

/* How far ahead it may be. Each side wakes the other when half of them are ready, not at each one:
 * a wake-up costs as much as reading several sockets. */
#define SLOTS 16u
#define HALF  (SLOTS / 2)

struct slot {
    ssize_t length; /* or a negative errno */
    void *bytes;    /* NETLINK_BUFFER_SIZE */
};

struct receiver {
    int socket;
    struct slot slots[SLOTS]; /* without the thread the first serves alone */
    unsigned alone;           /* datagrams received without it */
    bool ahead;               /* the thread is there */
    bool lent;                /* the reader has the slot `freed` */
    const void *request;      /* the thread sends it first; NULL: it was sent */
    size_t request_length;
    pthread_t thread;

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t filled_some, freed_some;
    size_t filled, freed; /* how many slots, since the thread began; at most SLOTS apart */
    bool ended;           /* the thread receives no more */
    bool unwanted;        /* the thread shall end */
};

struct receiver *receiver_new(int socket)
{
    struct receiver *receiver = calloc(1, sizeof(*receiver));

    if (receiver == NULL)
        return NULL;
    receiver->socket = socket;
    pthread_mutex_init(&receiver->lock, NULL);
    pthread_cond_init(&receiver->filled_some, NULL);
    pthread_cond_init(&receiver->freed_some, NULL);
    return receiver;
}

void receiver_free(struct receiver *receiver)
{
    if (receiver == NULL)
        return;
    receiver_rest(receiver);
    for (size_t i = 0; i < SLOTS; i++)
        free(receiver->slots[i].bytes);
    pthread_cond_destroy(&receiver->freed_some);
    pthread_cond_destroy(&receiver->filled_some);
    pthread_mutex_destroy(&receiver->lock);
    free(receiver);
}

/* MSG_TRUNC: the length of the whole datagram, also where it did not fit. */
static void receive(const struct receiver *receiver, struct slot *slot, int flags)
{
    if (slot->bytes == NULL)
        slot->bytes = malloc(NETLINK_BUFFER_SIZE);
    if (slot->bytes == NULL) {
        slot->length = -ENOMEM;
        return;
    }
    do
        slot->length =
            recv(receiver->socket, slot->bytes, NETLINK_BUFFER_SIZE, flags | MSG_TRUNC);
    while (slot->length < 0 && errno == EINTR);
    if (slot->length < 0)
        slot->length = -errno;
    else if ((size_t)slot->length > NETLINK_BUFFER_SIZE)
        slot->length = -EMSGSIZE;
}

/* Waits for a slot to fill. NULL: nobody wants more. */
static struct slot *free_slot(struct receiver *receiver)
{
    struct slot *slot = NULL;

    pthread_mutex_lock(&receiver->lock);
    while (receiver->filled - receiver->freed == SLOTS && !receiver->unwanted)
        pthread_cond_wait(&receiver->freed_some, &receiver->lock);
    if (!receiver->unwanted)
        slot = &receiver->slots[receiver->filled % SLOTS];
    pthread_mutex_unlock(&receiver->lock);
    return slot;
}

static void hand_over(struct receiver *receiver)
{
    pthread_mutex_lock(&receiver->lock);
    if (++receiver->filled - receiver->freed >= HALF)
        pthread_cond_signal(&receiver->filled_some);
    pthread_mutex_unlock(&receiver->lock);
}

static void end(struct receiver *receiver)
{
    pthread_mutex_lock(&receiver->lock);
    receiver->ended = true;
    pthread_cond_signal(&receiver->filled_some);
    pthread_mutex_unlock(&receiver->lock);
}

/* A failure to send is the answer. */
static bool send_first(struct receiver *receiver)
{
    ssize_t sent;

    if (receiver->request == NULL)
        return true;
    do
        sent = send(receiver->socket, receiver->request, receiver->request_length, 0);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return true;
    receiver->slots[0].length = -errno;
    hand_over(receiver);
    return false;
}

/*
 * The next datagram of a dump lies ready as soon as the one before was received
 * (net/netlink/af_netlink.c, netlink_recvmsg): none means that the answer is over, and the thread
 * need not know how answers end. An error is for the reader to see.
 */
static void *receive_ahead(void *context)
{
    struct receiver *receiver = context;
    bool sent = send_first(receiver);
    struct slot *slot;

    while (sent && (slot = free_slot(receiver)) != NULL) {
        receive(receiver, slot, MSG_DONTWAIT);
        if (slot->length == -EAGAIN)
            break;
        hand_over(receiver);
        if (slot->length < 0)
            break;
    }
    end(receiver);
    return NULL;
}

/* Without threads it goes on as it did. */
static void begin_ahead(struct receiver *receiver)
{
    receiver->filled = receiver->freed = 0;
    receiver->ended = receiver->unwanted = false;
    receiver->ahead = pthread_create(&receiver->thread, NULL, receive_ahead, receiver) == 0;
}

/* The next slot that the thread has filled; NULL: it has ended and all are read. */
static struct slot *filled_slot(struct receiver *receiver)
{
    struct slot *slot = NULL;

    pthread_mutex_lock(&receiver->lock);
    while (receiver->filled == receiver->freed && !receiver->ended)
        pthread_cond_wait(&receiver->filled_some, &receiver->lock);
    if (receiver->filled != receiver->freed)
        slot = &receiver->slots[receiver->freed % SLOTS];
    pthread_mutex_unlock(&receiver->lock);
    return slot;
}

static void give_back(struct receiver *receiver)
{
    if (!receiver->lent)
        return;
    receiver->lent = false;
    pthread_mutex_lock(&receiver->lock);
    if (receiver->filled - ++receiver->freed <= HALF)
        pthread_cond_signal(&receiver->freed_some);
    pthread_mutex_unlock(&receiver->lock);
}

static struct slot *next_alone(struct receiver *receiver)
{
    receiver->alone++;
    receive(receiver, &receiver->slots[0], 0);
    return &receiver->slots[0];
}

static struct slot *next_ahead(struct receiver *receiver)
{
    struct slot *slot;

    give_back(receiver);
    slot = filled_slot(receiver);
    receiver->lent = slot != NULL;
    return slot;
}

bool receiver_send_ahead(struct receiver *receiver, const void *request, size_t length)
{
    receiver->request = request;
    receiver->request_length = length;
    begin_ahead(receiver);
    if (!receiver->ahead)
        receiver->request = NULL;
    return receiver->ahead;
}

bool receiver_is_ahead(const struct receiver *receiver)
{
    return receiver->ahead;
}

ssize_t receiver_next(struct receiver *receiver, const void **bytes)
{
    struct slot *slot = NULL;

    if (receiver->alone == LONG_ANSWER && !receiver->ahead)
        begin_ahead(receiver);
    if (receiver->ahead) {
        slot = next_ahead(receiver);
        if (slot == NULL)
            receiver_rest(receiver);
    }
    if (slot == NULL)
        slot = next_alone(receiver);
    *bytes = slot->bytes;
    return slot->length;
}

void receiver_rest(struct receiver *receiver)
{
    receiver->alone = 0;
    receiver->lent = false;
    if (!receiver->ahead)
        return;
    pthread_mutex_lock(&receiver->lock);
    receiver->unwanted = true;
    pthread_cond_signal(&receiver->freed_some);
    pthread_mutex_unlock(&receiver->lock);
    pthread_join(receiver->thread, NULL);
    receiver->ahead = false;
    receiver->request = NULL;
}
