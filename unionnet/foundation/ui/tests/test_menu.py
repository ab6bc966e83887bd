# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.http import HttpRequest
from django.test import RequestFactory

from unionnet.foundation.ui.menu import Menu, MenuEntry, shell_of

asked: list[str] = []


def waiting(request: HttpRequest) -> int:
    asked.append("counted")
    return 3


@pytest.fixture
def request_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    entries = (
        MenuEntry("公开", "ui:gallery", order=2, badge=waiting),
        MenuEntry("细看", "ui:gallery-desk", order=1),
        MenuEntry("会员", "ui:gallery-print", verb="people.see", group="services"),
        MenuEntry("没装", "nowhere:list"),
    )
    for app in apps.get_app_configs():
        monkeypatch.setattr(app, "desk_menu", (), raising=False)
    monkeypatch.setattr(apps.get_app_config("ui"), "desk_menu", entries, raising=False)
    asked.clear()
    return RequestFactory().get


def labels(menu: Menu) -> list[str]:
    return [line.label for _, lines in menu.desk for line in lines]


def test_a_line_with_a_verb_is_hidden_from_those_who_may_not(request_at: Any) -> None:
    request = request_at("/desk/")
    assert labels(Menu(request)) == ["细看", "公开"]
    request.may = lambda verb: verb == "people.see"
    assert labels(Menu(request)) == ["细看", "公开", "会员"]


def test_the_longest_address_is_where_the_reader_stands(request_at: Any) -> None:
    menu = Menu(request_at("/ui/desk"))
    assert [line.label for _, lines in menu.desk for line in lines if line.on] == ["细看"]


def test_badges_are_counted_only_when_drawn(request_at: Any) -> None:
    menu = Menu(request_at("/ui/"))
    lines = [line for _, group in menu.desk for line in group]
    assert asked == []
    assert [line.count for line in lines] == [0, 3]
    assert asked == ["counted"]


def test_the_shell_follows_the_address() -> None:
    paths = ["/", "/desk", "/desk/people/", "/screen/enrolment", "/deskchair"]
    assert [shell_of(RequestFactory().get(path)) for path in paths] == [
        "ui/mobile.html", "ui/desk.html", "ui/desk.html", "ui/screen.html", "ui/mobile.html",
    ]  # fmt: skip
