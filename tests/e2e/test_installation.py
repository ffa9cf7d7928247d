# SPDX-License-Identifier: GPL-2.0-or-later
"""Installs exactly the expected files, and uninstalls all of them."""

import os
import subprocess

import pytest

INSTALLED = {
    "bin/lsock",
    "share/bash-completion/completions/lsock",
    "share/fish/vendor_completions.d/lsock.fish",
    "share/lsock/lsock-1.schema.json",
    "share/lsock/lsock-diff-1.schema.json",
    "share/lsock/lsock-events-1.schema.json",
    "share/lsock/lsock-findings-1.schema.json",
    "share/lsock/lsock-groups-1.schema.json",
    "share/lsock/lsock-map-1.schema.json",
    "share/lsock/lsock-summary-1.schema.json",
    "share/lsock/lsock-topic-1.schema.json",
    "share/man/man8/lsock.8",
    "share/zsh/site-functions/_lsock",
}


@pytest.fixture(scope="module")
def build():
    return os.environ["BUILD"]


def files(root):
    return {str(file.relative_to(root)) for file in root.rglob("*") if not file.is_dir()}


def test_install_and_uninstall(build, tmp_path):
    environment = os.environ | {"DESTDIR": str(tmp_path)}
    subprocess.run(["meson", "install", "--quiet", "--no-rebuild", "-C", build], env=environment, check=True)
    prefix = tmp_path / "usr" / "local"
    assert files(tmp_path) == {f"usr/local/{name}" for name in INSTALLED}
    shown = subprocess.run([prefix / "bin" / "lsock", "--version"], capture_output=True, text=True, check=True).stdout
    assert shown.startswith("lsock ")
    subprocess.run(["ninja", "-C", build, "uninstall"], env=environment, check=True, stdout=subprocess.DEVNULL)
    assert files(tmp_path) == set()
