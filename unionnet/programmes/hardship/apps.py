# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class HardshipConfig(AppConfig):
    name = "unionnet.programmes.hardship"
    label = "hardship"
    verbose_name = _("困难帮扶")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("hardship.handle", "hardship.approve", "hardship.count"),
        "leader": ("hardship.approve", "hardship.count"),
    }
    desk_menu = (
        MenuEntry(
            _("困难帮扶"), "desk-hardship:list", "heart", group="services", verb="hardship.approve", order=58
        ),
    )
    phone_menu = (
        MenuEntry(_("困难帮扶"), "hardship:home", "heart", group="matters", order=58),
        MenuEntry(_("技能培训"), "hardship:courses", "book", group="activities", order=63),
    )

    def ready(self) -> None:
        import_module(f"{self.name}.walls")
        append_only("hardship_dossieropening")
