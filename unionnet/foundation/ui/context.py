# SPDX-License-Identifier: Apache-2.0
"""What every shell needs to know. The person is whatever a floor above has put on the request."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from unionnet.foundation.demo import is_demo
from unionnet.foundation.ui.menu import Menu, shell_of, url_or_empty


class Shell:
    """Read by the three shells as `shell`; each part is worked out only when drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def menu(self) -> Menu:
        return Menu(self._request)

    @property
    def base(self) -> str:
        return shell_of(self._request)

    @property
    def person(self) -> Any:
        return getattr(self._request, "person", None)

    @property
    def post(self) -> Any:
        return getattr(self._request, "post", None)

    @property
    def posts(self) -> Any:
        return getattr(self._request, "posts", ())

    @property
    def switch_post(self) -> str:
        return url_or_empty("people:post")

    @property
    def search(self) -> str:
        return url_or_empty("search:find")

    @property
    def sign_in(self) -> str:
        return url_or_empty("account_login")

    @property
    def sign_out(self) -> str:
        return url_or_empty("account_logout")

    @property
    def demo(self) -> bool:
        return is_demo()

    @property
    def tiles(self) -> str:
        return str(getattr(settings, "UNIONNET_TILE_URL", "") or "")

    @property
    def tiles_by(self) -> str:
        return str(getattr(settings, "UNIONNET_TILE_ATTRIBUTION", "") or "")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` and `menu` in every template, `request.menu` in every view."""
    made = Shell(request)
    request.menu = made.menu  # type: ignore[attr-defined]
    return {"shell": made, "menu": made.menu}
