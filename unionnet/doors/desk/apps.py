# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class DeskConfig(AppConfig):
    name = "unionnet.doors.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    desk_menu = (MenuEntry(_("今天"), "root-desk:today", "home", group="today", verb="desk.open", order=0),)
