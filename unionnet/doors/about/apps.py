# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class AboutConfig(AppConfig):
    name = "unionnet.doors.about"
    label = "about"
    default_auto_field = "django.db.models.BigAutoField"

    phone_menu = (MenuEntry(_("关于"), "about:about", "info", group="mine", order=95),)
