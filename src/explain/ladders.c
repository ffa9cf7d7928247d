/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

/* clang-format off */
const struct ladder ladder_table[] = {
    {"handshake", "three-way handshake;3-way handshake;3WHS;TCP handshake;opening",
     "Each end sends a starting number and hears it confirmed, which also keeps old duplicates of a SYN "
     "from opening anything.",
     "CLIENT", "SERVER",
     {
         {STATE_CLOSED, STATE_LISTEN, WAY_NONE, NULL, "The server has called listen()."},
         {STATE_SYN_SENT, STATE_SYN_RECEIVED, WAY_RIGHT, "SYN",
          "connect(). The listener itself stays in LISTEN; the new connection is another one."},
         {STATE_ESTABLISHED, STATE_SYN_RECEIVED, WAY_LEFT, "SYN,ACK", "The client can send now."},
         {STATE_ESTABLISHED, STATE_ESTABLISHED, WAY_RIGHT, "ACK", "accept() can return it."},
     },
     "The client is ESTABLISHED first, when it sends its ACK; the server when that arrives.",
     "If that ACK is lost, the client can be ESTABLISHED while the server still repeats its SYN,ACK.",
     "RFC 9293 section 3.5, Figure 6"},
    {"teardown", "four-way teardown;four-way close;4-way teardown;four-segment close;connection termination;closing handshake;four-way handshake;normal close",
     "Each direction is closed separately: FIN, ACK, FIN, ACK.",
     "FIRST CLOSER", "SECOND CLOSER",
     {
         {STATE_ESTABLISHED, STATE_ESTABLISHED, WAY_NONE, NULL, "Either may be the client."},
         {STATE_FIN_WAIT_1, STATE_CLOSE_WAIT, WAY_RIGHT, "FIN", "The left program closes."},
         {STATE_FIN_WAIT_2, STATE_CLOSE_WAIT, WAY_LEFT, "ACK",
          "By the kernel. The right program may still send, for as long as it likes."},
         {STATE_TIME_WAIT, STATE_LAST_ACK, WAY_LEFT, "FIN", "The right program closes."},
         {STATE_TIME_WAIT, STATE_CLOSED, WAY_RIGHT, "ACK", "No TIME-WAIT on the right."},
         {STATE_CLOSED, STATE_CLOSED, WAY_NONE, NULL, "2MSL later."},
     },
     "The second closer is CLOSED first; the first closer, client or server, waits in TIME-WAIT.",
     NULL, "RFC 9293 section 3.6, Figure 12"},
    {"three-segment close", "three-segment teardown;three-way close;3-segment close;three-way teardown",
     "The peer has nothing more to send and closes at once, so its ACK and its FIN travel together.",
     "FIRST CLOSER", "SECOND CLOSER",
     {
         {STATE_ESTABLISHED, STATE_ESTABLISHED, WAY_NONE, NULL, "Either may be the client."},
         {STATE_FIN_WAIT_1, STATE_CLOSE_WAIT, WAY_RIGHT, "FIN", "The left program closes."},
         {STATE_FIN_WAIT_1, STATE_LAST_ACK, WAY_NONE, NULL,
          "The right program closes too; its CLOSE-WAIT was very short."},
         {STATE_TIME_WAIT, STATE_LAST_ACK, WAY_LEFT, "FIN,ACK", "FIN-WAIT-2 is skipped."},
         {STATE_TIME_WAIT, STATE_CLOSED, WAY_RIGHT, "ACK", NULL},
         {STATE_CLOSED, STATE_CLOSED, WAY_NONE, NULL, "2MSL later."},
     },
     "The second closer is CLOSED first; the first closer waits in TIME-WAIT.",
     "Linux passes FIN-WAIT-2 within that one packet; nobody can see it.",
     "RFC 9293 section 3.3.2, note 2 of Figure 5"},
    {"simultaneous open", "crossed SYN;crossed SYNs;self-connect",
     "Both ends send a SYN before they have seen the other's: one connection, no listener.",
     "ONE END", "OTHER END",
     {
         {STATE_CLOSED, STATE_CLOSED, WAY_NONE, NULL, "Both call connect()."},
         {STATE_SYN_SENT, STATE_SYN_SENT, WAY_BOTH, "SYN", "The SYNs cross."},
         {STATE_SYN_RECEIVED, STATE_SYN_RECEIVED, WAY_BOTH, "SYN,ACK",
          "Each has the other's SYN and answers it."},
         {STATE_ESTABLISHED, STATE_ESTABLISHED, WAY_NONE, NULL, "Each has the other's SYN,ACK."},
     },
     "Neither: each end is ESTABLISHED when the other's SYN,ACK reaches it.",
     "A program that connects to its own port does the same with itself.",
     "RFC 9293 section 3.5, Figure 7 (MUST-10)"},
    {"simultaneous close", "crossed FIN;crossed FINs",
     "Both ends send a FIN before they have seen the other's.",
     "ONE END", "OTHER END",
     {
         {STATE_ESTABLISHED, STATE_ESTABLISHED, WAY_NONE, NULL, "Both programs close."},
         {STATE_FIN_WAIT_1, STATE_FIN_WAIT_1, WAY_BOTH, "FIN", "The FINs cross."},
         {STATE_CLOSING, STATE_CLOSING, WAY_BOTH, "ACK", "Each has the other's FIN and confirms it."},
         {STATE_TIME_WAIT, STATE_TIME_WAIT, WAY_NONE, NULL, "Each has the ACK of its own FIN."},
         {STATE_CLOSED, STATE_CLOSED, WAY_NONE, NULL, "2MSL later."},
     },
     "Neither: both wait in TIME-WAIT, the only case in which both ends do.",
     NULL, "RFC 9293 section 3.6, Figure 13"},
};
/* clang-format on */

const size_t ladder_count = COUNT_OF(ladder_table);
