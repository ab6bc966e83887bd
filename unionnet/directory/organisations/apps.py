# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class OrganisationsConfig(AppConfig):
    name = "unionnet.directory.organisations"
    label = "organisations"
    verbose_name = _("组织")
    verbs = {
        "officer": ("organisations.see", "organisations.change", "organisations.count"),
        "leader": ("organisations.see", "organisations.count"),
        "system_admin": ("organisations.see",),
    }
    desk_menu = (
        MenuEntry(
            _("组织"),
            "desk-organisations:tree",
            "network",
            group="registers",
            verb="organisations.see",
            order=30,
        ),
        MenuEntry(
            _("小三级报表"),
            "desk-organisations:report",
            "chart",
            group="supervision",
            verb="organisations.see",
            order=30,
        ),
        MenuEntry(
            _("用人单位"),
            "desk-organisations:employers",
            "list",
            group="registers",
            verb="organisations.see",
            order=32,
        ),
    )

    def ready(self) -> None:
        append_only("organisations_contact")
