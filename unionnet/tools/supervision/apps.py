# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class SupervisionConfig(AppConfig):
    name = "unionnet.tools.supervision"
    label = "supervision"
    verbose_name = pgettext_lazy("app", "抓落实")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("supervision.see", "supervision.send", "supervision.manage", "supervision.decide"),
        "leader": ("supervision.see", "supervision.decide"),
    }

    desk_menu = (
        MenuEntry(
            _("抓落实"),
            "desk-supervision:list",
            "flag",
            group="supervision",
            verb="supervision.see",
            order=10,
        ),
    )

    def ready(self) -> None:
        append_only(
            "supervision_step",
            "supervision_mark",
            "supervision_chase",
            "supervision_report",
            "supervision_reportcard",
            "supervision_cardline",
        )
