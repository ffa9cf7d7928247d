# SPDX-License-Identifier: GPL-2.0-or-later
"""-s counts the rows of a listing and shows the kernel's own counts next to them."""

import collections
import csv
import io
import json
import re

import jsonschema


def summary(program, *arguments):
    """Returns rows by (protocol, kind, name), validated against the schema."""
    document = json.loads(program.text("-s", "--json", *arguments))
    schema = json.loads(program.text("-s", "--json-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == "lsock-summary/1" and document["complete"] is True
    counts = [row for row in document["counts"] if row["kind"] in ("total", "state", "kernel", "unlisted")]
    rows = {(row["protocol"], row["kind"], row["name"]): row for row in counts}
    assert len(rows) == len(counts)
    return rows


def listed(program, *arguments):
    return collections.Counter((s["protocol"], s["status"], s["family"])
                               for s in program.sockets(*(arguments or ["-tua"])))


def counted(rows):
    return collections.Counter({(protocol, name, family): row[family] for (protocol, kind, name), row in rows.items()
                                if kind == "state" for family in ("inet", "inet6") if row[family]})


def test_it_counts_what_is_listed(program):
    for arguments in (["-tua"], ["-ta"], ["-u"], ["-tl"], ["-t", "state", "established"], ["-t6"],
                      ["-tua", "process_status = found"], ["-ta", "sport = :7004"], ["-t", "drops > 0"]):
        assert counted(summary(program, *arguments)) == listed(program, *arguments), arguments


def test_one_connection_counts_once(program):
    """A lookup requests it once per interface."""
    row = next(s for s in program.sockets("-t", "state", "established") if s["family"] == "inet")
    ends = ("-t", "src", f"{row['local_address']}:{row['local_port']}",
            "dst", f"{row['remote_address']}:{row['remote_port']}")
    assert "direct lookup" in program.text("--plan", *ends)
    assert counted(summary(program, *ends)) == listed(program, *ends) == {("tcp", "ESTABLISHED", "inet"): 1}


def test_totals(program):
    rows = summary(program, "-tua")
    for protocol in ("tcp", "udp"):
        states = [row for (p, kind, _), row in rows.items() if p == protocol and kind == "state"]
        total = rows[protocol, "total", "all"]
        for key in ("number", "inet", "inet6"):
            assert total[key] == sum(row[key] for row in states) > 0
    assert len([1 for protocol, kind, _ in rows if (protocol, kind) == ("tcp", "state")]) == 11     # including zeros


def test_next_to_the_kernel_counts(program, zoo):
    """sockstat of the same namespace, ss -s, and the limits."""
    rows = summary(program)
    text = zoo.run(["cat", "/proc/net/sockstat", "/proc/net/sockstat6"], check=True).stdout
    for protocol in ("tcp", "udp"):
        inuse = sum(int(n) for n in re.findall(rf"^{protocol.upper()}6?: inuse (\d+)", text, re.MULTILINE))
        assert rows[protocol, "kernel", "in_use"]["number"] == inuse
    small = [rows["tcp", "state", name]["number"] for name in ("TIME-WAIT", "SYN-RECEIVED", "CLOSED")]
    orphans = [s for s in program.sockets("-ta") if s["state"] == "FIN-WAIT-2" and s["inode"] is None]
    listed_whole = rows["tcp", "total", "all"]["number"] - sum(small) - len(orphans)
    waiting = [s for s in program.sockets("-ta") if s["state"] == "SYN-RECEIVED" and s["inode"] is not None]
    assert rows["tcp", "kernel", "in_use"]["number"] == listed_whole + len(waiting)
    assert rows["tcp", "unlisted", "unlisted"]["number"] >= 0
    limit = int(zoo.run(["cat", "/proc/sys/net/ipv4/tcp_max_tw_buckets"], check=True).stdout)
    assert rows["tcp", "kernel", "time_wait"]["limit"] == limit


def test_no_kernel_counts_for_a_subset(program, tmp_path):
    recording = tmp_path / "recording"
    program.text("-tua", "--record", recording)
    for arguments in (["-t", "sport = :7004"], ["-tl"], ["-t4"], ["--read", recording]):
        assert not [1 for _, kind, _ in summary(program, *arguments) if kind in ("kernel", "unlisted")], arguments
    assert counted(summary(program, "--read", recording)) == listed(program)


def test_the_table_omits_zeros(program):
    heading, *rows = (line.split() for line in program.text("-s").splitlines())
    assert heading == ["PROTO", "WHAT", "NUMBER", "IPV4", "IPV6", "LIMIT", "SCOPE"]
    states = {(row[0], row[1]): int(row[2]) for row in rows if row[1].isupper()}
    assert 0 not in states.values()
    assert states["tcp", "LISTEN"] == len(program.sockets("-tl"))
    again = list(csv.DictReader(io.StringIO(program.text("-s", "--csv"))))
    assert [row["name"] for row in again if row["protocol"] == "udp"][:3] == ["all", "connected", "unconnected"]
