# SPDX-License-Identifier: Apache-2.0
"""In a copy of the house, so that nobody meets a half-built room."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from unionnet.foundation.server.new_app import NoSuchRoom, new_app

from .conftest import ROOT


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole house, with a new app `seating` among the tools."""
    house = tmp_path_factory.mktemp("house")
    leave_out = shutil.ignore_patterns("__pycache__", "tests", "*.pyc")
    shutil.copytree(ROOT / "unionnet", house / "unionnet", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", house)
    new_app("tools", "seating", house / "unionnet")
    return house


def run(house: Path, *command: str) -> str:
    """What it said, when it went well; the test fails when it did not."""
    environment = {**os.environ, "PYTHONPATH": str(house), "UNIONNET_DATA": str(house / "var")}
    answer = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_it_is_formatted_and_clean(copy: Path) -> None:
    run(copy, sys.executable, "-m", "ruff", "format", "--check", "unionnet/tools/seating")
    run(copy, sys.executable, "-m", "ruff", "check", "unionnet/tools/seating")


def test_its_templates_compile_and_its_words_are_translated(copy: Path) -> None:
    run(copy, sys.executable, "-m", "unionnet.foundation.ui.compiles")
    run(copy, sys.executable, "-m", "unionnet.foundation.ui.messages", "check", "seating")


def test_it_is_found_and_has_its_address(copy: Path) -> None:
    question = (
        "import django; django.setup(); from django.apps import apps; from django.urls import reverse; "
        "print(apps.get_app_config('seating').name, reverse('seating:home'))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "unionnet.settings"}
    answer = run(
        copy, "env", *(f"{key}={value}" for key, value in environment.items()), sys.executable, "-c", question
    )
    assert answer.split() == ["unionnet.tools.seating", "/seating/"]


def test_the_floors_still_hold(copy: Path) -> None:
    run(copy, str(Path(sys.executable).with_name("lint-imports")))


@pytest.mark.parametrize(
    ("floor", "name"),
    [("attic", "seating"), ("tools", "Seating"), ("tools", "class"), ("doors", "enrolment")],
)
def test_a_wrong_floor_or_name_is_refused(floor: str, name: str) -> None:
    with pytest.raises(NoSuchRoom):
        new_app(floor, name)
