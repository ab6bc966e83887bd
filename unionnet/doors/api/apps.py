# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class ApiConfig(AppConfig):
    name = "unionnet.doors.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "system_admin": ("api.manage",),
    }

    desk_menu = (
        MenuEntry(_("接口令牌"), "desk-api:tokens", "lock", group="settings", verb="api.manage", order=80),
    )
