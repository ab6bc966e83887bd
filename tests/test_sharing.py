# SPDX-License-Identifier: Apache-2.0
"""Two runs that share a list: every test once, whoever takes it, and neither run goes without."""

import os
import subprocess
import sys
from pathlib import Path

from tests.database import ROOT

MODULE = """
import pathlib, time, pytest

@pytest.fixture(scope="module")
def opened():
    said = pathlib.Path("said")
    yield said
    with said.open("a") as words:
        words.write("{name} closed\\n")

@pytest.mark.parametrize("n", [1, 2])
def test_it(opened, n):
    time.sleep(0.2)
    with opened.open("a") as words:
        words.write(f"{name} {{n}}\\n")
"""


def run(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pytest", "-q", "-c", "empty.ini", "--import-mode=importlib"]
    return subprocess.Popen(
        [*command, "-p", "no:django", "-p", "tests.sharing", "--share", "taken", *options, "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )


def test_every_test_runs_once_and_both_runs_have_their_part(tmp_path: Path) -> None:
    (tmp_path / "empty.ini").write_text("[pytest]\n")
    (tmp_path / "taken").mkdir()
    names = [f"{floor}/test_{letter}" for floor in ("high", "low") for letter in "abcd"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.py").write_text(MODULE.format(name=name))
    both = [run(tmp_path), run(tmp_path, "--from-the-end")]
    words = [each.communicate()[0].decode() for each in both]
    assert [each.returncode for each in both] == [0, 0], words
    said = (tmp_path / "said").read_text().splitlines()
    assert sorted(said) == sorted(f"{name} {part}" for name in names for part in ("1", "2", "closed"))
    assert all(" passed" in each for each in words)


def test_what_fails_is_told_by_the_run_that_took_it(tmp_path: Path) -> None:
    (tmp_path / "empty.ini").write_text("[pytest]\n")
    (tmp_path / "taken").mkdir()
    (tmp_path / "test_only.py").write_text("def test_it():\n    assert False\n")
    first = run(tmp_path)
    first.communicate()
    second = run(tmp_path, "--from-the-end")
    second.communicate()
    assert (first.returncode, second.returncode) == (1, 0)
