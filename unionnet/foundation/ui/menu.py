# SPDX-License-Identifier: Apache-2.0
"""Menu entries live with their app; the shells only gather what the person at hand may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

DESK_GROUPS: dict[str, Any] = {
    "today": "",
    "registers": _("组织与会员"),
    "services": _("服务"),
    "rights": _("民主与权益"),
    "growth": _("提升"),
    "supervision": _("督查督办"),
    "settings": _("设置"),
}
PHONE_TABS: dict[str, tuple[Any, str]] = {
    "home": (_("首页"), "home"),
    "stations": (_("驿站"), "station"),
    "activities": (_("活动"), "calendar"),
    "matters": (_("办事"), "file"),
    "mine": (_("我的"), "person"),
}


@dataclass(frozen=True)
class MenuEntry:
    """One line of a menu: what it says, where it leads, who may use it, what waits there. `when` asks
    whether it concerns this person at all, where no verb of a role can say so."""

    label: Any
    url_name: str
    icon: str = "file"
    group: str = "today"
    verb: str | None = None
    badge: Callable[[HttpRequest], int] | None = None
    order: int = 50
    tab: bool = False
    when: Callable[[HttpRequest], bool] | None = None


class Line:
    """An entry as one person sees it. The badge is counted only when a template asks."""

    def __init__(self, entry: MenuEntry, url: str, request: HttpRequest) -> None:
        self.entry, self.url, self._request = entry, url, request
        self.label, self.icon, self.on = entry.label, entry.icon, False

    @cached_property
    def count(self) -> int:
        return self.entry.badge(self._request) if self.entry.badge else 0


def url_or_empty(name: str, *args: object) -> str:
    """The address, or nothing while the app that owns it is not installed."""
    if not args:
        return _known(name, get_resolver(get_urlconf()), get_script_prefix())
    return _reversed(name, args)


@cache
def _known(name: str, _addresses: URLResolver, _prefix: str) -> str:
    """Every page asks for sixty of them. They change with the table of addresses and where it hangs alone."""
    return _reversed(name, ())


def _reversed(name: str, args: tuple[object, ...]) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def shell_of(request: HttpRequest) -> str:
    for part, base in (("/desk", "ui/desk.html"), ("/screen", "ui/screen.html")):
        if request.path == part or request.path.startswith(f"{part}/"):
            return base
    return "ui/mobile.html"


class Menu:
    """The menus of one request. Nothing is computed before a shell draws it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def desk(self) -> list[tuple[str, list[Line]]]:
        lines = self._mark(list(self._lines("desk_menu")))
        groups = [
            (label, [li for li in lines if li.entry.group == key]) for key, label in DESK_GROUPS.items()
        ]
        return [(str(label), found) for label, found in groups if found]

    @cached_property
    def tabs(self) -> list[Line]:
        """The five tabs of the phone, in their fixed order."""
        tabs = {line.entry.group: line for line in self._lines("phone_menu", tab=True)}
        for key, (label, icon) in PHONE_TABS.items():
            if key in tabs:
                tabs[key].label, tabs[key].icon = label, icon
        return self._mark([tabs[key] for key in PHONE_TABS if key in tabs])

    @cached_property
    def phone(self) -> dict[str, list[Line]]:
        """Entries behind the tabs, for the pages that list them: `menu.phone.matters`."""
        lines = list(self._lines("phone_menu"))
        return {key: [line for line in lines if line.entry.group == key] for key in PHONE_TABS}

    @cached_property
    def everyday(self) -> dict[str, list[Line]]:
        """Those behind the tabs that concern everybody: nothing is asked for them."""
        lines = list(self._lines("phone_menu", everybody=True))
        return {key: [line for line in lines if line.entry.group == key] for key in PHONE_TABS}

    def _lines(self, attribute: str, *, tab: bool = False, everybody: bool = False) -> Iterator[Line]:
        """Who may is asked of those entries only that are wanted: some ask the database."""
        every = (entry for app in apps.get_app_configs() for entry in getattr(app, attribute, ()))
        entries = [entry for entry in every if entry.tab == tab and not (everybody and entry.when)]
        may = getattr(self._request, "may", None)
        for entry in sorted(entries, key=lambda entry: entry.order):
            allowed = entry.verb is None or (may is not None and bool(may(entry.verb)))
            concerned = allowed and (entry.when is None or entry.when(self._request))
            if concerned and (url := url_or_empty(entry.url_name)):
                yield Line(entry, url, self._request)

    def _mark(self, lines: list[Line]) -> list[Line]:
        """The longest address that begins the current one is where the reader stands."""
        here = [line for line in lines if self._request.path.startswith(line.url)]
        here = [line for line in here if line.url != "/" or self._request.path == "/"]
        if here:
            max(here, key=lambda line: len(line.url)).on = True
        return lines
