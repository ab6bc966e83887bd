# SPDX-License-Identifier: Apache-2.0
"""A switchboard that repeats itself, mixes things up and loses answers; and one that keeps events back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.makers import make_officer, make_union
from tests.serving import Site
from unionnet.cli import main
from unionnet.directory.people.models import Role
from unionnet.doors.api.actions import issue_token
from unionnet.doors.seats.models import Call
from unionnet.foundation.clock import database_now
from unionnet.tools.casework.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def given(site: Site, tmp_path: Path) -> list[str]:
    """URL, office and token of somebody who connects the switchboard and sits at the phone."""
    union = make_union("云阳县总工会")
    both = make_officer(union, name="龚立")
    Role.objects.create(person=both, organisation=union, name="system_admin", since=database_now().date())
    _token, secret = issue_token(union, "话务平台", ["calls:read", "calls:write"], days=1, by=both)
    file = tmp_path / "token"
    file.write_text(secret, encoding="utf-8")
    return ["drill", "calls", site.url, union.public_id, str(file), "--calls", "15", "--rate", "200"]


def test_every_call_is_heard_once_and_ended(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given, "--drops", "0.2"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["calls"], told["wrong"], told["passed"]) == (15, {}, True)
    assert told["said"] > told["events"]
    assert told["answers_lost"] > 0
    assert Call.objects.exclude(ending="").count() == 15
    assert Call.objects.filter(ending="case").count() == Case.objects.count() > 0


def test_events_that_are_kept_back_are_found_out(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given, "--sabotage"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is False
    assert told["wrong"]["moments"] > 0
