# SPDX-License-Identifier: Apache-2.0
"""The rates (HL-08), beside a count made anew from the shares themselves."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from datetime import date, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.makers import sign_in
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import LIVE, Dispatch
from unionnet.tools.casework.queries.rates import Asked, By, Counts, Line, rates_seen_by, whole_of
from unionnet.tools.casework.tests.makers import (
    DAY,
    HOUR,
    MONDAY,
    Tree,
    make_case,
    make_dispatched,
    make_replied,
    make_signed,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def asked(tree: Tree, by: By = By.UNIT) -> Asked:
    return Asked(tree.city, MARCH, MARCH, by)


def counted_anew(path: str, now: datetime) -> Counts:
    """Share by share, in Python."""
    total = Counts()
    for share in Dispatch.objects.select_related("unit").filter(unit__path__startswith=path):
        if local_date(share.sent_at).replace(day=1) != MARCH:
            continue
        sent = share.sender_id is not None and share.state != "recalled"
        closed = share.state == "closed"
        answered = share.replied_at or share.closed_at
        total += Counts(
            accepted=int(share.state not in ("returned", "recalled", "ended")),
            dispatched=int(sent),
            signed_in_time=int(
                sent
                and share.signed_at is not None
                and share.sign_due_at is not None
                and share.signed_at <= share.sign_due_at
            ),
            closed=int(closed),
            closed_in_time=int(closed and answered is not None and answered <= share.due_at),
            callbacks=share.callbacks,
            satisfied=share.satisfied,
            overdue=int(share.state in LIVE and share.due_at < now and not share.is_paused),
        )
    return total


def by_label(lines: list[Line]) -> dict[str, Counts]:
    return {line.label: line.counts for line in lines}


def test_each_rate_has_its_two_numbers() -> None:
    tree, late = make_tree(), MONDAY + 20 * DAY
    do.close(make_replied(tree), by=tree.at_city, at=MONDAY + 2 * DAY)
    make_dispatched(tree)  # nobody signs for it, and its time is over
    lines = by_label(rates_seen_by(tree.at_city, asked(tree), late))
    county = lines["云阳县总工会"]
    assert (county.signed_in_time, county.dispatched) == (1, 2)
    assert (county.closed, county.due) == (1, 2)
    assert (county.closed_in_time, county.overdue) == (1, 1)
    early = by_label(rates_seen_by(tree.at_city, asked(tree), MONDAY + 2 * DAY))
    assert early["云阳县总工会"].due == 1  # what is not due yet is no reproach


def test_whatever_happens_the_counts_are_those_of_the_shares() -> None:
    tree, dice, now = make_tree(), random.Random(8), MONDAY + 12 * DAY

    def heads() -> bool:
        return dice.random() < 0.5

    for _n in range(12):
        case = dice.choice((make_case, make_dispatched, make_signed, make_replied))(tree)
        for _step in range(3):
            at = MONDAY + DAY + dice.randrange(9) * DAY
            with suppress(Refusal):
                case = dice.choice(
                    (
                        lambda c, t: do.close(c, by=tree.at_city, at=t),
                        lambda c, t: do.rate(
                            c, "再看看", satisfied=dice.random() < 0.5, by=tree.worker, at=t
                        ),
                        lambda c, t: do.reject(c, "不属于工会职责", by=tree.at_city, at=t),
                        lambda c, t: do.recall(c, "派错了", by=tree.at_city, at=t),
                        lambda c, t: do.sign_for(c, by=tree.at_county, at=t),
                        lambda c, t: do.give_back(c, "不在本县", by=tree.at_county, at=t),
                        lambda c, t: do.pause(c, "等鉴定", by=tree.at_county, at=t),
                    )
                )(case, at)
        if dice.random() < 0.3:
            do.add_up()
    for by in By:
        assert whole_of(rates_seen_by(tree.at_city, asked(tree, by), now)) == counted_anew(
            tree.city.path, now
        )


def test_what_is_told_in_confidence_counts_at_its_own_desk_alone() -> None:
    tree = make_tree()
    make_case(tree, tree.county, kind=sensitive_kind())
    assert rates_seen_by(tree.at_city, asked(tree), MONDAY + DAY) == []
    own = Asked(tree.county, MARCH, MARCH)
    assert whole_of(rates_seen_by(tree.at_county, own, MONDAY + DAY)).accepted == 1


def test_kinds_grades_and_months_are_named() -> None:
    tree = make_tree()
    make_dispatched(tree)
    now = MONDAY + HOUR
    assert list(by_label(rates_seen_by(tree.at_city, asked(tree, By.KIND), now))) == ["反映问题"]
    assert list(by_label(rates_seen_by(tree.at_city, asked(tree, By.GRADE), now))) == ["反映问题 · 一般事项"]
    assert list(by_label(rates_seen_by(tree.at_city, asked(tree, By.MONTH), now))) == ["2026-03"]


def test_the_page_drills_down_and_is_taken_along(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tree = make_tree()
    do.sign_for(do.dispatch(make_case(tree, at=None), tree.county, by=tree.at_city), by=tree.at_county)
    sign_in(client, tree.at_city)
    with django_assert_max_num_queries(14):
        page = client.get("/desk/casework/rates").content.decode()
    assert f"unit={tree.county.public_id}" in page
    assert "1 / 1" in page
    for odd in ("unit=nobody", "since=2026-99&until=x&by=moon&kind=%25"):
        assert client.get(f"/desk/casework/rates?{odd}").status_code in (200, 404)
    sheet = client.get(f"/desk/casework/rates/export?unit={tree.county.public_id}")
    rows = load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active  # type: ignore[attr-defined]
    assert rows is not None
    assert [rows.cell(2, column).value for column in (1, 2, 3, 4)] == ["云阳县总工会", 1, 1, 1]


def test_another_county_is_not_shown(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.at_county)
    assert client.get(f"/desk/casework/rates?unit={tree.other.public_id}").status_code == 404
