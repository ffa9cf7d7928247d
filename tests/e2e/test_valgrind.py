# SPDX-License-Identifier: GPL-2.0-or-later
"""No leaks and no reads of uninitialised memory, in listings of the zoo and in errors."""

import pytest

COMMANDS = [
    [],
    ["-tan"],
    ["-tulpn", "--state-names", "windows"],
    ["-B"],
    ["-l4", "--backend", "procfs"],
    ["--sort", "-local_port,protocol", "--columns", "+inode,user", "--limit", "5"],
    ["--json"],
    ["--json=pretty", "--columns", "+process"],
    ["--json=lines", "-u"],
    ["--csv", "--color"],
    ["--columns", "help"],
    ["--help"],
    ["--json-schema"],
    ["--no-such-option"],
    ["--columns", "protocl"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_leaks(zoo, lsock, tool, arguments):
    done = zoo.run([tool("valgrind"), "-q", "--leak-check=full", "--show-leak-kinds=all", "--errors-for-leak-kinds=all",
                    "--error-exitcode=99", str(lsock), *arguments])
    assert done.returncode != 99, done.stderr
    assert "==" not in done.stderr, done.stderr
