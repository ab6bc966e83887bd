# SPDX-License-Identifier: Apache-2.0
"""The menus of the gallery: as they look when every app is there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.context import Shell
from unionnet.foundation.ui.menu import DESK_GROUPS, PHONE_TABS, Menu

DESK: dict[str, list[tuple[Any, int]]] = {
    "today": [(_("今天"), 14), (_("会员管理"), 0), (_("组织管理"), 0), (_("公文与通知"), 3)],
    "services": [
        (_("维权服务（12351 工单）"), 6),
        (_("困难帮扶"), 2),
        (_("驿站与场馆"), 0),
        (_("活动与课程"), 0),
        (_("普惠服务"), 0),
    ],
    "rights": [(_("职代会"), 0), (_("集体协商"), 1), (_("劳动法律监督"), 0)],
    "growth": [(_("思想引领"), 0), (_("竞赛与评审"), 0), (_("创新与师徒"), 0), (_("就业"), 0)],
    "supervision": [(_("任务督办"), 3), (_("经费"), 0), (_("统计"), 0)],
}


class GalleryMenu(Menu):
    @property
    def tabs(self) -> Any:
        here = reverse("ui:gallery")
        lines = []
        for key, (label, icon) in PHONE_TABS.items():
            waiting = 2 if key == "matters" else 0
            lines.append(
                SimpleNamespace(label=label, icon=icon, url=f"{here}#{key}", on=key == "home", count=waiting)
            )
        return lines

    @property
    def desk(self) -> Any:
        here = reverse("ui:gallery-desk")
        return [
            (
                DESK_GROUPS[key],
                [SimpleNamespace(label=name, url=here, count=n, on=n == 14) for name, n in lines],
            )
            for key, lines in DESK.items()
        ]


class GalleryShell(Shell):
    person = SimpleNamespace(name=_("周敏"))
    post = _("永宁街道总工会 专职副主席")
    search = "/ui/desk"
