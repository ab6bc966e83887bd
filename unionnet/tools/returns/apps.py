# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class ReturnsConfig(AppConfig):
    name = "unionnet.tools.returns"
    label = "returns"
    verbose_name = pgettext_lazy("app", "统计填报")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("returns.see", "returns.send", "returns.approve", "returns.decide", "returns.manage"),
        "leader": ("returns.see", "returns.approve"),
    }

    desk_menu = (
        MenuEntry(
            _("统计填报"),
            "desk-returns:list",
            "list",
            verb="returns.see",
            order=28,
        ),
    )

    def ready(self) -> None:
        append_only("returns_step", "returns_seal")
