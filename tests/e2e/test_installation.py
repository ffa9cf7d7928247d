# SPDX-License-Identifier: GPL-2.0-or-later
"""Installs exactly the expected files, and uninstalls all of them; the tarball is complete."""

import os
import pathlib
import re
import subprocess
import tarfile

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


def test_the_tarball_builds_and_passes_its_tests(build, tmp_path):
    """Of the last commit: tests that read files of the tree, which a tarball might lack."""
    if not (pathlib.Path(__file__).parents[2] / ".git").exists():
        pytest.skip("not a checkout")
    made = subprocess.run(["meson", "dist", "-C", build, "--no-tests", "--allow-dirty", "--formats", "gztar"],
                          capture_output=True, text=True, check=True).stdout
    tarball = pathlib.Path(re.search(r"^Created (.*)$", made, re.MULTILINE)[1])
    with tarfile.open(tarball) as archive:
        archive.extractall(tmp_path)
    tree = tmp_path / tarball.name.removesuffix(".tar.gz")
    for words in (["setup", "build", "-Dtests=enabled"], ["compile", "-C", "build"],
                  ["test", "-C", "build", "docs", "style", "architecture", "e2e documents", "e2e recipes", "e2e readme"]):
        done = subprocess.run(["meson", *words], cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        assert done.returncode == 0, done.stdout[-3000:]
    version = subprocess.run([tree / "build/src/cli/lsock", "--version"], capture_output=True, text=True, check=True).stdout
    assert f"lsock-{version.split()[1]}" == tree.name
