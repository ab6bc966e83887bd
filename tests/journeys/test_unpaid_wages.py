# SPDX-License-Identifier: Apache-2.0
"""A rider's two months of wages, followed to the end: told at night from the code of a station, picked up in
the morning, sent up to the county, given to a lawyer, put to the employer in a letter, answered on the last
day, rated by the rider. The province sees the whole way, and one late unit in red, on one page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.foundation.clock import database_now
from unionnet.programmes.legalaid import actions as aid_verbs
from unionnet.programmes.legalaid.tests.makers import URGENT, make_lawyer
from unionnet.programmes.letters import actions as letter_verbs
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.queries import answer_key
from unionnet.programmes.letters.tests.makers import DRAFT, make_employer
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NIGHT = at("2026-03-02 23:40")


def test_from_the_code_at_night_to_the_rating(client: Client) -> None:
    province = make_union("重庆市总工会", kind="provincial_federation", region_code="500000")
    county = make_union("云阳县总工会", province, kind="county_federation")
    town = make_union("双江街道总工会", county)
    slow = make_union("奉节县总工会", province, kind="county_federation", region_code="500236")
    at_province, at_county = make_officer(province, name="省总干部"), make_officer(county, name="谭部长")
    at_town = make_officer(town, name="冉主席")
    rider = make_person("骑手小李", union=town)
    station, employer = make_site(town, "双江驿站"), make_employer()
    lawyer = make_lawyer(county, at_county)

    # 23:40, the code on the wall: the form is there, and what is told then has that time.
    sign_in(client, rider)
    assert "双江驿站" in text_of(client.get(f"/casework/new?site={station.public_id}"))
    matter = do.Matter("两个月没有发工资", "跑单两个月，站点没有发工资。")
    source, owner = do.Source(Case.Channel.STATION, site=station), do.Owner(person=rider)
    case = do.take_in(do.plain_kind(), town, matter, owner, source=source, by=rider, at=NIGHT)

    morning = at("2026-03-03 08:35")
    case = do.dispatch(case, county, "涉及三名骑手，请县里办。", by=at_town, at=morning)
    case = do.sign_for(case, by=at_county, at=morning + 20 * MINUTE)

    aid = aid_verbs.open_for(case, URGENT, by=at_county, at=morning + HOUR)
    aid = aid_verbs.assign(aid, lawyer, by=at_county, at=morning + 2 * HOUR)
    aid = aid_verbs.confirm(aid, "negotiation", by=at_county, at=morning + DAY)
    letter = letter_verbs.write(county, employer, DRAFT, case=case, by=at_county, at=morning + DAY)
    letter = letter_verbs.deliver(letter, "站点经理当面签收", by=at_county, at=morning + DAY)

    answered_on_the_last_day(letter)
    letter.refresh_from_db()
    assert letter.due_at is not None
    assert letter.answered_at is not None
    assert timedelta() < letter.due_at - letter.answered_at < DAY
    letter_verbs.settle(letter, is_mended=True, by=at_county, at=letter.due_at + DAY)
    aid = aid_verbs.finish(aid, "工资已经全部补发。", by=at_county, at=letter.due_at + DAY)
    case = do.close(case, by=at_town, at=letter.due_at + DAY + HOUR)

    page = text_of(client.get(f"/casework/{case.public_id}/"))
    for words in (
        "情况紧急，先行援助",
        "韦正律师",
        "工会已向示范配送有限公司发出提示函",
        "已经改正",
        "全部补发",
    ):
        assert words in page, words
    assert client.post(f"/casework/{case.public_id}/rating", {"satisfied": "1"}).status_code == 302

    begin = database_now() - 3 * DAY  # another matter, which the other county has not signed for in its day
    other = do.take_in(do.plain_kind(), province, do.Matter("站点扣押金"), by=at_province, at=begin)
    do.dispatch(other, slow, by=at_province, at=begin + HOUR)
    seen_from_the_province(sign_in(Client(), at_province), case)


def answered_on_the_last_day(letter: Letter) -> None:
    """The employer has the address on the paper and no account. Its page stands open; the answer is of the
    evening of the last day."""
    assert letter.due_at is not None
    employer = Client()
    assert "请在 2026 年 3 月 18 日 前答复" in text_of(employer.get(f"/letters/answer/{answer_key(letter)}"))
    letter_verbs.answer(letter, "accepted", "今天已经支付。", by=None, at=letter.due_at - 3 * HOUR)
    assert "答复已经收到" in text_of(employer.get(f"/letters/answer/{answer_key(letter)}"))


def seen_from_the_province(officer: Client, case: Case) -> None:
    """One list: every unit's share in every case, the late one red; one page: the whole way of this case."""
    listed = officer.get("/desk/casework/?tray=all").content.decode()
    lines = re.findall(r"<tr.*?</tr>", listed, flags=re.DOTALL)
    for unit in ("双江街道总工会", "云阳县总工会", "奉节县总工会", "重庆市总工会"):
        assert any(unit in line for line in lines), unit
    red = [line for line in lines if "tag late" in line]
    assert len(red) == 1
    assert "奉节县总工会" in red[0]
    page = text_of(officer.get(f"/desk/casework/{case.public_id}/"))
    for words in ("双江街道总工会", "云阳县总工会", "驿站扫码", "法律援助：已结案", "提示函", "评价：满意"):
        assert words in page, words
