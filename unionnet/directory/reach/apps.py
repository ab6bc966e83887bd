# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


def _unread(request: HttpRequest) -> int:
    from unionnet.directory.reach.queries import unread_count  # models are not ready when apps are read

    person = getattr(request, "person", None)
    return unread_count(person) if person else 0


class ReachConfig(AppConfig):
    name = "unionnet.directory.reach"
    label = "reach"
    verbose_name = _("消息")
    verbs = {
        "officer": ("reach.send",),
    }
    desk_menu = (
        MenuEntry(_("发通知"), "desk-reach:list", "bell", group="services", verb="reach.send", order=80),
    )
    phone_menu = (MenuEntry(_("消息"), "reach:inbox", "bell", group="mine", badge=_unread, order=20),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import own, wall, within

        wall("reach_notice", own("person_id"), within("organisation_id"))
        from unionnet.directory.reach.models import Notice
        from unionnet.directory.rosters.actions.undoing import GOES_ALONG

        GOES_ALONG.append((Notice, "person"))
