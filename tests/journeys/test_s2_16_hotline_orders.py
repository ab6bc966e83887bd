# SPDX-License-Identifier: Apache-2.0
"""S2-16: the province's 12351 dispatches orders to 西宁. Of 70 that are accepted 68 are closed at the cut-off
and 2 are not yet due: closed of accepted is 97.14 %, closed of due is 100 %, each by its own name. One goes
back and on to the right city, one is paused, a holiday moves a due date, one unsatisfied caller has it
reopened; the report of the cut-off stays as it was."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import sign_in
from tests.settling import deliver_everything
from unionnet.foundation.sweeps import load
from unionnet.programmes.hotline.actions import make_cutoff, settle
from unionnet.programmes.hotline.models import CutOff, CutOffLine, Watched
from unionnet.programmes.hotline.queries.cutoffs import Numbers
from unionnet.programmes.hotline.tests.makers import HOUR, Line, make_dispatched, make_line, make_signed, nine
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, DAY = nine(9, 21), timedelta(days=1)


def own(report: CutOff, line: Line) -> Numbers:
    return Numbers.of(CutOffLine.objects.filter(cutoff=report, unit=line.city))


def answered(line: Line, order: Case, at: datetime) -> Case:
    """The city answers, the province calls back and closes."""
    replied = do.reply(order, "单位已经补发工资。", by=line.at_city, at=at)
    return do.call_back(replied, satisfied=True, by=line.at_province, at=at + HOUR)


def to_the_right_city(line: Line) -> None:
    """It is a matter of 海东."""
    astray = make_dispatched(line, FIRST, 71)
    back = do.give_back(astray, "单位在海东市。", by=line.at_city, at=FIRST + 3 * HOUR)
    assert back.holder == line.province
    on = do.dispatch(back, line.other, by=line.at_province, at=FIRST + 4 * HOUR)
    do.sign_for(on, by=line.at_other, at=FIRST + 5 * HOUR)


def test_seventy_orders_at_the_cut_off(client: Client) -> None:
    line = make_line()
    to_the_right_city(line)
    for number in range(1, 67):
        answered(line, make_signed(line, FIRST, number), FIRST + DAY)

    waits = make_signed(line, FIRST, 67)
    due = waits.due_at
    waits = do.pause(waits, "等职工补充考勤记录。", by=line.at_city, at=nine(9, 23))
    unhappy = answered_but_unhappy(line)

    on_the_24th = make_cutoff(line.city, FIRST.date(), date(2026, 9, 24), by=line.at_city, at=nine(9, 25))
    so_far = own(on_the_24th, line)
    assert (so_far.accepted, so_far.closed, so_far.paused, so_far.not_due) == (68, 66, 1, 1)
    assert (so_far.callbacks, so_far.satisfied) == (67, 66)

    waits = do.resume(waits, by=line.at_city, at=nine(9, 28))
    assert waits.due_at > due
    answered(line, waits, nine(9, 29))
    answered(line, unhappy, nine(9, 29))
    late = [make_signed(line, nine(9, 28), number) for number in (69, 70)]
    # Five working days: the 29th and 30th, then the 8th, 9th and, in place of a day of rest, the 10th.
    assert {last_day(order.due_at) for order in late} == {date(2026, 10, 10)}

    report = make_cutoff(line.city, FIRST.date(), date(2026, 9, 30), by=line.at_city, at=nine(10, 1))
    numbers = own(report, line)
    assert (numbers.accepted, numbers.closed, numbers.closed_in_time) == (70, 68, 68)
    assert (numbers.not_due, numbers.overdue, numbers.paused) == (2, 0, 0)
    kept = (report.digest, list(CutOffLine.objects.filter(cutoff=report).order_by("id").values()))

    sign_in(client, line.at_city)
    page = text_of(client.get(f"/desk/hotline/cutoffs/{report.public_id}"))
    assert "办结受理比（已办结 ÷ 受理） 97.14% 68 / 70" in page
    assert "办结率（已办结 ÷ 应办结） 100.00% 68 / 68" in page
    for order in late:
        answered(line, order, nine(10, 9))
    days = FIRST.date(), date(2026, 9, 30)
    afterwards = make_cutoff(line.province, *days, by=line.at_province, at=nine(10, 12))
    assert own(afterwards, line) == numbers
    assert text_of(client.get(f"/desk/hotline/cutoffs/{report.public_id}")) == page
    report.refresh_from_db()
    assert (report.digest, list(CutOffLine.objects.filter(cutoff=report).order_by("id").values())) == kept
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        CutOffLine.objects.filter(cutoff=report).update(closed=0)

    sheet = client.get(f"/desk/hotline/cutoffs/{report.public_id}/export").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [rows[1][0], rows[1][1], rows[1][2]] == ["西宁市总工会", 70, 68]
    assert rows[1][-4:] == ["100.00%", "97.14%", "100.00%", "98.55%"]


def answered_but_unhappy(line: Line) -> Case:
    """Closed on the 23rd, opened again on the 24th: no longer among the closed ones."""
    order = make_signed(line, FIRST, 68)
    order = do.reply(order, "已经联系单位。", by=line.at_city, at=FIRST + DAY)
    order = do.close(order, by=line.at_province, at=nine(9, 23))
    order = do.call_back(order, "钱还没有到账。", satisfied=False, by=line.at_province, at=nine(9, 24))
    assert (order.state, order.holder, order.is_reopened) == ("signed", line.city, True)
    return order


def test_who_is_not_content_stands_on_the_watch_list_until_it_is_looked_into(client: Client) -> None:
    load()
    line = make_line()
    unhappy = answered_but_unhappy(line)
    deliver_everything()
    watched = Watched.objects.get()
    assert (watched.case, watched.reason) == (unhappy, "unsatisfied")
    sign_in(client, line.at_province)
    assert unhappy.title in text_of(client.get("/desk/hotline/watched"))
    settle(watched, "已约谈单位，工资当天到账。", by=line.at_province)
    assert unhappy.title not in text_of(client.get("/desk/hotline/watched"))
