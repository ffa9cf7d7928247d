# SPDX-License-Identifier: GPL-2.0-or-later
"""The silent host: a simulated TCP peer that sends only what a script tells it to.

No kernel owns its IP and link-layer addresses; its packets go through the peer's end of the veth (AF_PACKET).
So the zoo's kernel receives exactly the segments sent here, without additional RSTs, ACKs or ICMP messages.
"""

import ipaddress
import select
import socket
import struct
import time
from typing import NamedTuple

import netns
from errors import ZooError
from ports import PEER_IF, SILENT_PORT

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
DEADLINE = 5.0
ETHERTYPE = {4: 0x0800, 6: 0x86DD}
_ISS = 1_000_000            # initial sequence number of the silent host
_MODULUS = 1 << 32


class Segment(NamedTuple):
    source: str
    source_port: int
    target: str
    target_port: int
    seq: int
    ack: int
    flags: int
    window: int = 65535
    length: int = 0         # bytes of data

    @property
    def next_seq(self):
        """The sequence number after this segment; SYN and FIN count 1 each."""
        return (self.seq + self.length + bool(self.flags & SYN) + bool(self.flags & FIN)) % _MODULUS


def _checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def build(segment):
    """Builds the IP packet of a segment without data."""
    source, target = (ipaddress.ip_address(a) for a in (segment.source, segment.target))
    tcp = struct.pack("!HHIIBBHHH", segment.source_port, segment.target_port, segment.seq, segment.ack,
                      5 << 4, segment.flags, segment.window, 0, 0)
    pseudo = source.packed + target.packed + struct.pack("!II", len(tcp), socket.IPPROTO_TCP)
    tcp = tcp[:16] + struct.pack("!H", _checksum(pseudo + tcp)) + tcp[18:]
    if source.version == 6:
        return struct.pack("!IHBB", 6 << 28, len(tcp), socket.IPPROTO_TCP, 64) + source.packed + target.packed + tcp
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, socket.IPPROTO_TCP, 0)
    header += source.packed + target.packed
    return header[:10] + struct.pack("!H", _checksum(header)) + header[12:] + tcp


def parse(packet):
    """Parses the TCP segment in an IP packet; None for anything else."""
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= 20 and packet[9] == socket.IPPROTO_TCP:
        start, end = (packet[0] & 15) * 4, int.from_bytes(packet[2:4], "big")
        source, target = packet[12:16], packet[16:20]
    elif version == 6 and len(packet) >= 40 and packet[6] == socket.IPPROTO_TCP:
        start, end = 40, 40 + int.from_bytes(packet[4:6], "big")
        source, target = packet[8:24], packet[24:40]
    else:
        return None
    tcp = packet[start:end]
    if len(tcp) < 20:
        return None
    sport, dport, seq, ack, offset, flags, window = struct.unpack("!HHIIBBH", tcp[:16])
    return Segment(str(ipaddress.ip_address(source)), sport, str(ipaddress.ip_address(target)), dport,
                   seq, ack, flags, window, len(tcp) - (offset >> 4) * 4)


class SilentHost:
    """The wire: one packet socket in the peer's namespace for all conversations."""

    def __init__(self, peer_namespace):
        with netns.inside(peer_namespace):
            self._wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0003))
            self._wire.bind((PEER_IF, 0x0003))
        self._mac = bytes.fromhex(netns.ZOO_MAC.replace(":", ""))

    def close(self):
        self._wire.close()

    def send(self, segment):
        version = ipaddress.ip_address(segment.source).version
        self._wire.sendto(build(segment), (PEER_IF, ETHERTYPE[version], 0, 0, self._mac))

    def drain(self):
        """Discards the queued packets: unread retransmissions of the zoo would fill the buffer
        until it accepts no new packet."""
        while select.select([self._wire], [], [], 0)[0]:
            self._wire.recv(65536)

    def expect(self, wanted, what):
        """Returns the next segment for which wanted(segment) is true."""
        deadline = time.monotonic() + DEADLINE
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([self._wire], [], [], left)[0]:
                break
            segment = parse(self._wire.recv(65536))
            if segment and wanted(segment):
                return segment
        raise ZooError(f"the silent host saw no {what} within {DEADLINE:.0f} s")


class Conversation:
    """One connection as seen by the silent host. `received` is the next sequence number that it acknowledges;
    a script leaves a segment unacknowledged by not advancing it."""

    def __init__(self, host, address, zoo_address, zoo_port, port=SILENT_PORT):
        self._host = host
        self._ends = (address, port, zoo_address, zoo_port)
        self._seq = _ISS
        self.received = 0
        host.drain()

    def send(self, flags, window=65535):
        segment = Segment(*self._ends, self._seq, self.received if flags & ACK else 0, flags, window)
        self._host.send(segment)
        self._seq = segment.next_seq

    def expect(self, flags):
        """Waits for a segment of this connection with these flags."""
        address, port, zoo_address, zoo_port = self._ends
        return self._host.expect(
            lambda s: (s.source, s.source_port, s.target, s.target_port) == (zoo_address, zoo_port, address, port)
            and s.flags & flags == flags, f"segment with flags {flags:#x} from {zoo_address} port {zoo_port}")

    def accept(self, window=65535):
        """Answers the zoo's SYN and completes the handshake."""
        self.received = self.expect(SYN).next_seq
        self.send(SYN | ACK, window)
        self.expect(ACK)

    def acknowledge_fin(self):
        """Waits for the zoo's FIN and advances past it; the caller sends the ACK."""
        self.received = self.expect(FIN).next_seq
