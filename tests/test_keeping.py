# SPDX-License-Identifier: Apache-2.0
"""What is dear to start stands for as long as the next module wants it, and not a test longer."""

import os
import subprocess
import sys
from pathlib import Path

from tests.database import ROOT

CONFTEST = """
import contextlib, pathlib, pytest
from tests.keeping import kept, pytest_runtest_teardown

def say(word):
    with pathlib.Path("said").open("a") as words:
        words.write(word + "\\n")

@contextlib.contextmanager
def opening():
    say("opened")
    yield "it"
    say("closed")

@pytest.fixture(scope="module")
def dear():
    return kept("dear", opening)
"""
WANTS = "from conftest import say\ndef test_it(dear):\n    say('wants')\n"
WITHOUT = "from conftest import say\ndef test_it():\n    say('without')\n"


def said_by(folder: Path, modules: list[str]) -> list[str]:
    (folder / "empty.ini").write_text("[pytest]\npythonpath = .\n")
    (folder / "conftest.py").write_text(CONFTEST)
    for number, words in enumerate(modules):
        (folder / f"test_{number}.py").write_text(words)
    command = [sys.executable, "-m", "pytest", "-q", "-c", "empty.ini", "-p", "no:django", "."]
    told = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=told, check=False, stdout=subprocess.DEVNULL)
    return (folder / "said").read_text().splitlines()


def test_two_modules_in_a_row_share_it(tmp_path: Path) -> None:
    assert said_by(tmp_path, [WANTS, WANTS]) == ["opened", "wants", "wants", "closed"]


def test_it_is_gone_before_a_module_that_does_not_ask(tmp_path: Path) -> None:
    said = said_by(tmp_path, [WANTS, WITHOUT, WANTS])
    assert said == ["opened", "wants", "closed", "without", "opened", "wants", "closed"]


def test_it_is_closed_after_a_test_that_fails(tmp_path: Path) -> None:
    assert said_by(tmp_path, [WANTS + "    assert 0\n", WITHOUT]) == ["opened", "wants", "closed", "without"]
