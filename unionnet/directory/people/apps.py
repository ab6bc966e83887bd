# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.foundation.ui.menu import MenuEntry


def _waiting(request: HttpRequest) -> int:
    from unionnet.directory.people.queries import waiting_of

    person = getattr(request, "person", None)
    return waiting_of(person) if person else 0


class PeopleConfig(AppConfig):
    name = "unionnet.directory.people"
    label = "people"
    verbose_name = pgettext_lazy("register", "人员")
    verbs = {
        "officer": ("people.see", "people.open_field", "people.approve", "people.export"),
        "security_admin": ("people.grant_roles",),
    }
    desk_menu = (
        MenuEntry(
            _("入会审核"),
            "desk-people:applications",
            "stamp",
            verb="people.approve",
            badge=_waiting,
            order=20,
        ),
        MenuEntry(_("会员"), "desk-people:members", "person", group="registers", verb="people.see", order=30),
        MenuEntry(
            _("会籍办理"), "desk-people:life", "refresh", group="registers", verb="people.approve", order=32
        ),
        MenuEntry(_("周转池"), "desk-people:pool", "map", verb="people.approve", order=22),
        MenuEntry(
            _("信息冲突"),
            "desk-people:conflicts",
            "people",
            group="registers",
            verb="people.approve",
            order=33,
        ),
        MenuEntry(_("核验会员码"), "desk-people:verify", "scan", verb="desk.open", order=35),
        MenuEntry(
            _("请假委托"), "desk-people:deputies", "share", group="settings", verb="desk.open", order=55
        ),
        MenuEntry(
            _("双人复核"),
            "desk-people:countersignings",
            "check",
            group="settings",
            verb="desk.open",
            order=56,
        ),
        MenuEntry(
            _("离任交接"), "desk-people:handover", "refresh", group="settings", verb="desk.open", order=57
        ),
        MenuEntry(
            _("任职与权限"),
            "desk-people:roles",
            "lock",
            group="settings",
            verb="people.grant_roles",
            order=60,
        ),
    )
    phone_menu = (MenuEntry(_("我的"), "people:me", "person", group="mine", tab=True),)

    def ready(self) -> None:
        import unionnet.directory.people.walls  # noqa: F401 - building them is what importing does
        from unionnet.directory.organisations.beside import BESIDE
        from unionnet.directory.organisations.moves import AFTER_MOVE
        from unionnet.directory.people.standings import restand_subtree

        AFTER_MOVE.append(restand_subtree)
        label = _("开通下级工会")
        BESIDE.append(MenuEntry(label, "desk-people:open_tenant", "plus", verb="organisations.change"))
