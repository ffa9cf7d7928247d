#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command repeatedly while thousands of connections open and close: churn.py RUNS COMMAND...

Uses a network namespace of its own. Prints a JSON object: the rate reached, and the exit status and output of
each run. Stable connections have server port 7, the others port 9.
"""

import ctypes
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time

STABLE = 300
PACE = 2500         # connections per second, if the machine is fast enough


def namespace():
    if ctypes.CDLL(None, use_errno=True).unshare(0x40000000) != 0:
        sys.exit(77)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sh14x", b"lo", 0x41))


def listener(port):
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen(1024)
    return sock


def connect(server, port):
    client = socket.create_connection(("127.0.0.1", port))
    return client, server.accept()[0]


def churn(pipe):
    server, start, count = listener(9), time.monotonic(), 0
    while True:
        for _ in range(100):
            for sock in connect(server, 9):
                sock.close()
        count += 100
        os.write(pipe, b".")
        time.sleep(max(0.0, start + count / PACE - time.monotonic()))


def drain(pipe):
    count = 0
    while True:
        try:
            count += 100 * len(os.read(pipe, 1 << 16))
        except BlockingIOError:
            return count


def main(argv):
    namespace()
    server = listener(7)
    kept = [connect(server, 7) for _ in range(STABLE)]
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    child = os.fork()
    if child == 0:
        churn(writer)
    runs, before = [], time.monotonic()
    for _ in range(int(argv[1])):
        run = subprocess.run(argv[2:], capture_output=True, text=True, check=False)
        runs.append({"status": run.returncode, "output": run.stdout, "errors": run.stderr})
    pace = drain(reader) / (time.monotonic() - before)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    del kept
    json.dump({"pace": pace, "stable": STABLE, "runs": runs}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv)
