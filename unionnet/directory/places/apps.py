# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class PlacesConfig(AppConfig):
    name = "unionnet.directory.places"
    label = "places"
    verbose_name = _("阵地")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("places.see", "places.change", "places.operate"),
        "leader": ("places.see",),
        "station_keeper": ("places.see", "places.operate"),
    }

    phone_menu = (
        MenuEntry(_("驿站"), "places:list", "station", group="stations", tab=True, order=20),
        MenuEntry(_("我管的驿站"), "places:keeper", "edit", group="mine", verb="places.operate", order=30),
    )
    desk_menu = (
        MenuEntry(_("驿站阵地"), "desk-places:list", "station", group="services", verb="places.see"),
    )
