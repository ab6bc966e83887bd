# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class DeskConfig(AppConfig):
    name = "unionnet.doors.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("desk.open",),
        "leader": ("desk.open",),
        "system_admin": ("desk.open",),
        "security_admin": ("desk.open",),
        "audit_admin": ("desk.open",),
        "fund_auditor": ("desk.open",),
    }

    desk_menu = (MenuEntry(_("今天"), "root-desk:today", "home", group="today", verb="desk.open", order=0),)
