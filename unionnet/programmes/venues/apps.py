# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class VenuesConfig(AppConfig):
    name = "unionnet.programmes.venues"
    label = "venues"
    verbose_name = _("书屋和司机之家")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("venues.see", "venues.manage"),
        "leader": ("venues.see",),
        "station_keeper": ("venues.see",),
    }
    phone_menu = (
        MenuEntry(_("货车司机之家"), "venues:homes", "truck", group="stations", order=40),
        MenuEntry(_("职工书屋"), "venues:books", "book", group="activities", order=50),
    )
    desk_menu = (
        MenuEntry(
            _("书屋和司机之家"), "desk-venues:list", "book", group="services", verb="venues.see", order=26
        ),
    )

    def ready(self) -> None:
        import_module(f"{self.name}.walls")
