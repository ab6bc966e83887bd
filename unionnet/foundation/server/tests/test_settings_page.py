# SPDX-License-Identifier: Apache-2.0
import re

from .conftest import ROOT

IN_CODE = re.compile(r"[\"'](UNIONNET_[A-Z0-9_]+)[\"']")
IN_SETTINGS = re.compile(r"\b(?:env|switch)\(\"([A-Z0-9_]+)\"")


def names_read_from_the_environment() -> set[str]:
    found = {
        f"UNIONNET_{name}" for name in IN_SETTINGS.findall((ROOT / "unionnet" / "settings.py").read_text())
    }
    for file in [*(ROOT / "unionnet").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for line in file.read_text().splitlines():
            if "environ" in line:
                found |= set(IN_CODE.findall(line))
    return found


def test_every_setting_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    assert sorted(name for name in names_read_from_the_environment() if f"`{name}`" not in page) == []


def test_the_page_invents_none() -> None:
    named = set(re.findall(r"`(UNIONNET_[A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text()))
    read = names_read_from_the_environment() | {"UNIONNET_SUPERVISED"}
    assert sorted(named - read) == []
