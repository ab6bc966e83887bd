# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.reach.actions import notify, send_waiting
from unionnet.directory.reach.models import Message, Notice
from unionnet.directory.reach.queries import unread_count

pytestmark = pytest.mark.django_db


def told(person, unique: str = "n", **more):  # type: ignore[no-untyped-def]
    return notify(
        person, kind="enrolment.place_offered", title="有名额了", text="请确认", unique=unique, **more
    )


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for url in ("/reach/", "/reach/settings/", "/desk/reach/", "/desk/reach/new/"):
        assert client.get(url).status_code == 302


def test_the_inbox_shows_what_is_new_and_opening_reads_it(client: Client) -> None:
    lin = make_person("林晓")
    notice = told(lin, url="/enrolment/mine/")
    sign_in(client, lin)
    assert "1 条未读" in client.get("/reach/").content.decode()
    opened = client.get(f"/reach/{notice.public_id}/").content.decode()
    assert 'href="/enrolment/mine/"' in opened
    assert unread_count(lin) == 0
    assert "没有未读消息" in client.get("/reach/").content.decode()


def test_an_empty_inbox_says_what_will_come(client: Client) -> None:
    assert "还没有消息" in sign_in(client, make_person("林晓")).get("/reach/").content.decode()


def test_somebody_elses_notice_does_not_exist(client: Client) -> None:
    notice = told(make_person("林晓"))
    assert sign_in(client, make_person("何平")).get(f"/reach/{notice.public_id}/").status_code == 404


def test_all_is_read_by_one_button(client: Client) -> None:
    lin = make_person("林晓")
    told(lin, "a")
    told(lin, "b")
    assert sign_in(client, lin).post("/reach/read/").status_code == 302
    assert unread_count(lin) == 0


def test_the_inbox_costs_the_same_however_full_it_is(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    lin = make_person("林晓")
    for n in range(60):
        told(lin, f"n{n}")
    sign_in(client, lin)
    with django_assert_max_num_queries(12):
        assert "60 条未读" in client.get("/reach/").content.decode()


def test_channels_are_chosen_on_one_page(client: Client) -> None:
    lin = make_person("林晓")
    sign_in(client, lin).post("/reach/settings/", {"on": ["people:sms", "nonsense", "a:b"]})
    page = client.get("/reach/settings/").content.decode()
    assert page.count(" checked") == 1


def test_the_demo_phone_exists_only_in_a_demo(client: Client, become_demo: Callable[[], None]) -> None:
    assert client.get("/reach/demo-phone/").status_code == 404
    assert client.get("/reach/wechat/").status_code == 404
    become_demo()
    assert client.get("/reach/demo-phone/").status_code == 200
    lin = make_person("林晓")
    told(lin)
    send_waiting()
    page = sign_in(client, lin).get("/reach/wechat/").content.decode()
    assert "有名额了" in page


def test_an_officer_writes_looks_and_sends(client: Client) -> None:
    county = make_union("云阳县总工会")
    officer = make_officer(county)
    make_person("林晓", union=county, tags=("rider",))
    sign_in(client, officer)
    given = {"organisation": county.public_id, "title": "高温慰问", "text": "明天领清凉包", "tags": ["rider"]}
    page = client.post("/desk/reach/new/", given, follow=True).content.decode()
    assert "发给 1 人" in page
    message = Message.objects.get()
    sent = client.post(f"/desk/reach/{message.public_id}/confirm/", follow=True)
    assert "已开始发送" in sent.content.decode()
    assert client.get(f"/desk/reach/{message.public_id}/progress/").status_code == 200
    assert "高温慰问" in client.get("/desk/reach/?q=高温&state=spreading").content.decode()
    assert "高温慰问" not in client.get("/desk/reach/?state=draft").content.decode()
    assert client.get("/desk/reach/excel/").status_code == 200
    assert Notice.objects.count() == 0


def test_a_draft_can_be_thrown_away(client: Client) -> None:
    county = make_union("云阳县总工会")
    sign_in(client, make_officer(county))
    client.post("/desk/reach/new/", {"organisation": county.public_id, "title": "标题", "text": "正文"})
    client.post(f"/desk/reach/{Message.objects.get().public_id}/discard/")
    assert Message.objects.count() == 0


@pytest.mark.parametrize("role", ["leader", "station_keeper", "teacher", "system_admin"])
def test_only_officers_write(client: Client, role: str) -> None:
    sign_in(client, make_officer(make_union("云阳县总工会"), role))
    assert client.get("/desk/reach/").status_code == 403
    assert client.get("/desk/reach/new/").status_code == 403


def test_the_pages_speak_english(client: Client) -> None:
    lin = make_person("林晓")
    told(lin)
    sign_in(client, lin)
    with override("zh-hans"):  # a request leaves its language behind
        page = client.get("/reach/", headers={"accept-language": "en"}).content.decode()
    assert "1 unread" in page
