# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


def _serves_an_industry(request: HttpRequest) -> bool:
    from unionnet.directory.people.posts import holds_post_at

    person = getattr(request, "person", None)
    return person is not None and holds_post_at(person, "industrial_union", "organisations.count")


class FiguresConfig(AppConfig):
    name = "unionnet.doors.figures"
    label = "figures"
    verbose_name = _("统计数")
    default_auto_field = "django.db.models.BigAutoField"
    desk_menu = (
        MenuEntry(
            _("所领导的工会"),
            "desk-figures:leaders",
            "chart",
            group="registers",
            verb="organisations.count",
            order=65,
            when=_serves_an_industry,
        ),
        MenuEntry(
            _("服务人次"),
            "desk-figures:services",
            "chart",
            group="services",
            verb="organisations.count",
            order=90,
        ),
        MenuEntry(
            _("网上办理率"),
            "desk-figures:online",
            "chart",
            group="services",
            verb="organisations.count",
            order=91,
        ),
    )

    def ready(self) -> None:
        from unionnet.directory.organisations.beside import BESIDE_OF_KIND
        from unionnet.directory.organisations.moves import AFTER_MOVE
        from unionnet.doors.figures.actions import hang_elsewhere

        AFTER_MOVE.append(hang_elsewhere)
        led = MenuEntry(_("所领导工会的统计数"), "desk-figures:led", "chart", verb="organisations.count")
        BESIDE_OF_KIND.setdefault("industrial_union", []).append(led)
