# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class HomeConfig(AppConfig):
    name = "unionnet.doors.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    phone_menu = (
        MenuEntry(_("首页"), "root-home:home", "home", group="home", order=0, tab=True),
        MenuEntry(_("活动"), "root-home:activities", "calendar", group="activities", order=0, tab=True),
        MenuEntry(_("办事"), "root-home:matters", "file", group="matters", order=0, tab=True),
    )
