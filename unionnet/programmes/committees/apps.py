# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class CommitteesConfig(AppConfig):
    name = "unionnet.programmes.committees"
    label = "committees"
    verbose_name = _("两委与换届")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("committees.see", "committees.manage"),
        "leader": ("committees.see",),
    }
    desk_menu = (
        MenuEntry(
            _("两委与换届"),
            "desk-committees:due",
            "people",
            group="registers",
            verb="committees.see",
            order=34,
        ),
        MenuEntry(
            _("换届任免"),
            "desk-committees:handovers",
            "lock",
            group="settings",
            verb="people.grant_roles",
            order=61,
        ),
    )

    def ready(self) -> None:
        from unionnet.directory.organisations.beside import BESIDE
        from unionnet.directory.organisations.moves import AFTER_MOVE
        from unionnet.programmes.committees.actions.checkups import follow_move

        AFTER_MOVE.append(follow_move)
        BESIDE.append(MenuEntry(_("两委与换届"), "desk-committees:union", "people", verb="committees.see"))
