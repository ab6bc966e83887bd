# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class StrengthConfig(AppConfig):
    name = "unionnet.programmes.strength"
    label = "strength"
    verbose_name = _("五强自查")
    default_auto_field = "django.db.models.BigAutoField"

    desk_menu = (
        MenuEntry(
            _("五强自查"),
            "desk-strength:rounds",
            "check",
            group="supervision",
            verb="organisations.see",
            order=33,
        ),
    )
