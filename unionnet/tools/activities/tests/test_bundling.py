# SPDX-License-Identifier: Apache-2.0
"""A bundle is made in the background: asked twice it is one, broken off it goes on, in a day it is gone."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Disclosed, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.tools.activities.actions import (
    ask_bundle,
    forget_old_bundles,
    make_waiting_bundles,
    take_roster,
)
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Activity, Bundle, BundlePiece
from unionnet.tools.activities.tests.makers import brought, first_session, planned

pytestmark = pytest.mark.django_db
MADE = ["活动档案.pdf", "签到名单.xlsx", "报销清单.xlsx"]


@pytest.fixture
def town() -> Organisation:
    return make_union("巴阳镇总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def activity(town: Organisation, officer: Person) -> Activity:
    return planned(town, officer)


class Killed(Exception):
    """The worker was."""


def test_one_click_then_progress_then_the_download(
    client: Client, activity: Activity, officer: Person
) -> None:
    desk, page = sign_in(client, officer), f"/desk/activities/{activity.public_id}"
    assert "开始打包" in text_of(desk.get(f"{page}/bundle"))
    assert desk.get(f"{page}/bundle.zip").status_code == 302  # nothing to take yet
    assert desk.post(f"{page}/bundle").status_code == 302
    assert "正在打包" in text_of(desk.get(f"{page}/bundle"))
    for done in (1, 2):
        assert make_waiting_bundles() == 1
        answer = desk.get(f"{page}/bundle/progress")
        assert (answer.status_code, Bundle.objects.get().done) == (200, done)
    make_waiting_bundles()
    assert desk.get(f"{page}/bundle/progress").status_code == 286
    assert "档案已经打包好" in text_of(desk.get(f"{page}/bundle"))
    sent = b"".join(desk.get(f"{page}/bundle.zip").streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(sent)).namelist()[:3] == MADE
    assert make_waiting_bundles() == 0


def test_asked_twice_it_is_one_and_each_has_their_own(
    client: Client, activity: Activity, officer: Person, town: Organisation
) -> None:
    other = make_officer(town, name="另一位")
    assert ask_bundle(activity, by=officer) == ask_bundle(activity, by=officer)
    assert ask_bundle(activity, by=other).asked_by == other
    while make_waiting_bundles():
        pass
    assert Bundle.objects.filter(made_at__isnull=False).count() == 2
    assert ask_bundle(activity, by=officer).made_at is None  # made anew, the old one goes in its time
    stranger = make_officer(make_union("别处工会"))
    with pytest.raises(Refusal):
        ask_bundle(activity, by=stranger)
    assert sign_in(client, stranger).get(f"/desk/activities/{activity.public_id}/bundle").status_code == 404


def test_a_worker_that_is_killed_loses_one_piece_and_no_more(activity: Activity, officer: Person) -> None:
    bundle = ask_bundle(activity, by=officer)
    make_waiting_bundles()
    with suppress(Killed), transaction.atomic():
        make_waiting_bundles()
        raise Killed
    bundle.refresh_from_db()
    assert (bundle.done, bundle.pieces.count()) == (1, 1)
    while make_waiting_bundles():
        pass
    assert list(bundle.pieces.order_by("number").values_list("name", flat=True)) == MADE


def test_whoever_is_on_the_list_reads_who_took_it_and_after_a_day_it_is_gone(
    activity: Activity, officer: Person, town: Organisation
) -> None:
    chair = make_officer(town, "leader", "主席")
    brought(activity, "start", by=officer, chair=chair)
    wang = make_person("王小满", union=town)
    take_roster(first_session(activity), [Named(wang)], via="paper", by=officer)
    ask_bundle(activity, by=officer)
    while make_waiting_bundles():
        pass
    assert Disclosed.objects.filter(person=wang).count() == 1
    files = StoredFile.objects.count()
    assert forget_old_bundles() == 0
    assert forget_old_bundles(at=database_now() + timedelta(days=1, minutes=1)) == 1
    assert not BundlePiece.objects.exists()
    assert StoredFile.objects.count() == files - len(MADE)
