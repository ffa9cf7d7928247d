# SPDX-License-Identifier: GPL-2.0-or-later
"""Other network namespaces: three in addition to our own."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

import netns_scene

SCENE = pathlib.Path(netns_scene.__file__)


@pytest.fixture(scope="module")
def scene(lsock):
    if os.geteuid() != 0:
        pytest.skip("must be root (namespaces)")
    done = subprocess.run([sys.executable, SCENE, lsock], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def said(scene, what, status=0):
    answer = scene["said"][what]
    assert answer["status"] == status and not answer["stderr"], answer
    return json.loads(answer["stdout"])


def refused(scene, what, status=4):
    answer = scene["said"][what]
    assert answer["status"] == status and not answer["stdout"], answer
    return answer["stderr"]


def by_inode(document):
    rows = {row["netns"]: row for row in document["sockets"]}
    assert len(rows) == len(document["sockets"])
    return rows


def test_all_shows_each_namespace_once(scene):
    document = said(scene, "all")
    inodes = scene["scene"]["inodes"]
    assert sorted(source["netns"] for source in document["sources"]) == sorted(inodes.values())
    assert {source["source"] for source in document["sources"]} == {"sock_diag"}
    rows = by_inode(document)
    assert set(rows) == set(inodes.values())
    assert {row["local_port"] for row in document["sockets"]} == {netns_scene.PORT}
    assert document["complete"] and not document["warnings"]


def test_the_current_namespace_has_its_name(scene):
    document = said(scene, "exec")
    assert [s["netns_name"] for s in document["sources"] + document["sockets"]] == ["blue"] * 2


def test_the_initial_namespace_has_a_name(lsock):
    """Its inode is fixed since Linux 6.18 (include/uapi/linux/nsfs.h)."""
    document = json.loads(subprocess.run([lsock, "-t", "--json"], capture_output=True, check=False).stdout)
    is_initial = os.stat("/proc/self/ns/net").st_ino == 4026531833
    assert {s["netns_name"] == "initial" for s in document["sources"]} == {is_initial}
    done = subprocess.run(["unshare", "-n", lsock, "-t", "-N", "initial", "--json"], capture_output=True, check=False)
    if is_initial and os.access("/proc/1/ns/net", os.R_OK):
        assert {s["netns"] for s in json.loads(done.stdout)["sources"]} == {4026531833}


def test_a_namespace_held_only_by_a_descriptor_is_found(scene):
    rows = by_inode(said(scene, "held"))
    assert set(rows) == {*scene["scene"]["inodes"].values(), scene["scene"]["held"]}
    assert rows[scene["scene"]["held"]]["process_status"] == "found"


def test_namespaces_have_names(scene):
    document = said(scene, "all")
    inodes = scene["scene"]["inodes"]
    rows = by_inode(document)
    assert rows[inodes["blue"]]["netns_name"] == "blue"
    assert rows[inodes["empty"]]["netns_name"] == netns_scene.EMPTY
    assert rows[inodes["own"]]["netns_name"] is None
    assert {s["netns"]: s["netns_name"] for s in document["sources"]}[inodes["blue"]] == "blue"
    table = scene["said"]["all_table"]["stdout"]
    assert "NETNS" in table and f"  {netns_scene.EMPTY}  " in table and f"  {inodes['own']}  " in table


def test_an_interface_has_the_name_of_its_namespace(scene):
    rows = by_inode(said(scene, "all"))
    assert {inode: row["interface"] for inode, row in rows.items() if row["interface"]} == \
        {scene["scene"]["inodes"]["blue"]: "blue0"}
    assert f"0.0.0.0%blue0:{netns_scene.PORT}" in scene["said"]["all_table"]["stdout"]
    (row,) = said(scene, "blue")["sockets"]
    assert row["interface"] == "blue0"


def test_owners_are_found_across_namespaces(scene):
    rows = by_inode(said(scene, "all"))
    for name in ("blue", "unnamed"):
        assert [p["pid"] for p in rows[scene["scene"]["inodes"][name]]["processes"]] == [scene["scene"][name]]
    assert rows[scene["scene"]["inodes"]["empty"]]["process_status"] == "found"


def test_a_user_sees_namespaces_of_visible_processes(scene):
    document = said(scene, "all_nobody", status=4)
    own, *others = document["sources"]
    assert (own["netns"], own["source"]) == (scene["scene"]["inodes"]["own"], "sock_diag")
    assert [(s["netns"], s["source"]) for s in others] == [(None, "procfs")] * 2
    assert len(document["sockets"]) == 3 and not document["complete"]
    notes = {w["code"]: w["message"] for w in document["warnings"]}
    assert set(notes) == {"bound_unsupported", "netns_fallback", "netns_unreadable", "netns_unseen", "owners_hidden"}
    assert len(notes) == len(document["warnings"])
    assert notes["netns_unseen"].startswith("network namespaces may be missing: cannot read /proc/1/fd: Permission denied")
    assert notes["netns_unseen"].endswith("; run as root")
    assert notes["netns_fallback"].startswith("2 network namespaces read through ")
    assert notes["netns_unreadable"].startswith("2 network namespaces not entered; the first is ")
    assert notes["netns_unreadable"].endswith("; run as root")


def test_a_chosen_backend_is_not_replaced(scene):
    document = said(scene, "all_sock_diag_nobody", status=4)
    assert [s["source"] for s in document["sources"]] == ["sock_diag"]
    assert [w["code"] for w in document["warnings"]] == ["netns_unreadable", "netns_unseen"]


@pytest.mark.parametrize("what, whose, name", [("blue", "blue", "blue"), ("pid", "unnamed", None),
                                               ("path", "empty", netns_scene.EMPTY), ("blue_inode", "blue", "blue"),
                                               ("empty_inode", "empty", netns_scene.EMPTY)])
def test_one_namespace_by_name_pid_number_or_path(scene, what, whose, name):
    document = said(scene, what)
    (row,) = document["sockets"]
    (source,) = document["sources"]
    assert source["netns"] == row["netns"] == scene["scene"]["inodes"][whose]
    assert source["netns_name"] == row["netns_name"] == name
    assert not document["warnings"]


def test_a_user_reads_the_namespace_of_a_process(scene):
    document = said(scene, "pid_nobody")
    (row,) = document["sockets"]
    assert row["local_port"] == netns_scene.PORT and row["netns"] is None
    assert [w["code"] for w in document["warnings"]] == ["bound_unsupported", "netns_fallback"]
    for what in ("blue_nobody", "path_nobody"):
        assert "not permitted" in refused(scene, what)
        assert "run as root" in refused(scene, what)


@pytest.mark.parametrize("what, whose", [("dev", ["blue"]), ("not_dev", ["own", "empty", "unnamed"]),
                                         ("interface", ["blue"]), ("netns_name", ["blue"]), ("dev_there", ["blue"])])
def test_interfaces_in_a_filter_belong_to_the_namespace(scene, what, whose):
    rows = said(scene, what)["sockets"]
    assert {row["netns"] for row in rows} == {scene["scene"]["inodes"][name] for name in whose}
    assert len(rows) == len(whose)


def test_invalid_namespaces_are_refused(scene):
    assert "no such name, process or path" in refused(scene, "missing")
    assert "no namespace with this number" in refused(scene, "no_inode")
    assert "not a network namespace" in refused(scene, "file")
    assert "No such file" in refused(scene, "gone")
    assert "--netns nosuch\n" in refused(scene, "missing") and "^^^^^^" in refused(scene, "missing")
    refused(scene, "nothing", status=2)


# Hidden namespaces are reported

def test_without_the_list_of_mounts(scene):
    document = said(scene, "without_mounts", status=4)
    inodes = scene["scene"]["inodes"]
    assert {row["netns"] for row in document["sockets"]} == {*inodes.values(), scene["scene"]["held"]} - {inodes["empty"]}
    assert [w["message"] for w in document["warnings"]] == \
        ["network namespaces may be missing: cannot read /proc/self/mountinfo: Permission denied"]


def test_when_descriptors_run_out(scene):
    document = said(scene, "few_descriptors", status=4)
    assert scene["scene"]["held"] not in {row["netns"] for row in document["sockets"]}
    assert "netns_unseen" in {w["code"] for w in document["warnings"]}


def test_an_interrupted_list_of_namespaces(scene):
    """Interrupted at each point; the last run is complete."""
    *cut, whole = scene["said"]["cut"]
    assert len(cut) > 20 and {answer["status"] for answer in cut} == {4}
    for answer in cut:
        document = json.loads(answer["stdout"])
        assert not document["complete"] and [w["code"] for w in document["warnings"]] == ["netns_unseen"]
    expected = said(scene, "held")
    assert len(json.loads(whole["stdout"])["sockets"]) == len(expected["sockets"])


def test_an_interrupted_list_of_processes(scene):
    """With threads, too: no owner is reported as missing because of it."""
    assert len(scene["said"]["cut_owners"]) > 20
    for answer in scene["said"]["cut_owners"]:
        document = json.loads(answer["stdout"])
        assert document["warnings"] or {row["process_status"] for row in document["sockets"]} == {"found"}


def test_a_file_in_place_of_a_namespace_is_not_opened(scene):
    """Another user may create a FIFO there, which would block."""
    assert "not a network namespace" in refused(scene, "fifo")
    document = scene["said"]["swapped"]
    assert document is not None, "lsock waits for a writer of the FIFO"
    assert scene["scene"]["held"] not in {source["netns"] for source in document["sources"]}
    assert [w["code"] for w in document["warnings"]] == ["netns_unreadable"]


def test_names_are_completed(scene):
    assert scene["said"]["complete"]["stdout"].splitlines()[0] == "words\t"
    words = {line.partition("\t")[0] for line in scene["said"]["complete"]["stdout"].splitlines()[1:]}
    assert words == {"all", "blue", netns_scene.EMPTY}
    assert "\nblue\t" in scene["said"]["complete_in_filter"]["stdout"]
