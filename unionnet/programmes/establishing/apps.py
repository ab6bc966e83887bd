# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class EstablishingConfig(AppConfig):
    name = "unionnet.programmes.establishing"
    label = "establishing"
    verbose_name = _("建会")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("establishing.see", "establishing.manage"),
        "leader": ("establishing.see",),
    }

    desk_menu = (
        MenuEntry(
            _("建会"), "desk-establishing:list", "union", group="registers", verb="establishing.see", order=31
        ),
        MenuEntry(
            _("建会行动"),
            "desk-establishing:campaigns",
            "target",
            group="supervision",
            verb="establishing.see",
            order=31,
        ),
    )
