/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The eleven states in a sentence each, after RFC 9293 section 3.3.2. */
#include "state.h"

const char *state_meaning(enum state state)
{
    static const char *const meanings[STATE_COUNT] = {
        [STATE_NONE] = "No TCP state.",
        [STATE_LISTEN] = "Waits for connections from any peer.",
        [STATE_SYN_SENT] = "Has asked for a connection, and waits for the peer's answer.",
        [STATE_SYN_RECEIVED] = ("Was asked for a connection and has answered; waits for the peer's "
                                "acknowledgement, the last step of the handshake."),
        [STATE_ESTABLISHED] = "The connection is open, data may flow both ways.",
        [STATE_FIN_WAIT_1] = "This side closed first; the peer has not acknowledged it yet.",
        [STATE_FIN_WAIT_2] = ("This side closed and the peer knows; the peer's program has not "
                              "closed its side yet."),
        [STATE_CLOSE_WAIT] = ("The peer closed; the program on this side has not. "
                              "No timer ends this state."),
        [STATE_CLOSING] = ("Both sides closed at the same moment; the peer has not acknowledged "
                           "ours yet."),
        [STATE_LAST_ACK] = ("The peer closed, then this side; waits for the peer's last "
                            "acknowledgement."),
        [STATE_TIME_WAIT] = ("Both sides closed, this one first; waits until old segments have "
                             "died out. Nobody owns it, and nobody need act."),
        [STATE_CLOSED] = "No connection: a socket that is bound to a port at most.",
    };

    return meanings[state];
}
