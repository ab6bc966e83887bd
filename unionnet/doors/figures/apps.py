# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class FiguresConfig(AppConfig):
    name = "unionnet.doors.figures"
    label = "figures"
    verbose_name = _("统计数")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from unionnet.directory.organisations.beside import BESIDE_OF_KIND
        from unionnet.directory.organisations.moves import AFTER_MOVE
        from unionnet.doors.figures.actions import hang_elsewhere

        AFTER_MOVE.append(hang_elsewhere)
        led = MenuEntry(_("所领导工会的统计数"), "desk-figures:led", "chart", verb="organisations.count")
        BESIDE_OF_KIND.setdefault("industrial_union", []).append(led)
