# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class HotlineConfig(AppConfig):
    name = "unionnet.programmes.hotline"
    label = "hotline"
    verbose_name = _("12351 热线")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("hotline.see", "hotline.manage"),
        "leader": ("hotline.see",),
    }
    desk_menu = (
        MenuEntry(
            _("12351 热线"), "desk-hotline:orders", "phone", group="services", verb="hotline.see", order=10
        ),
    )

    def ready(self) -> None:
        append_only("hotline_cutoff", "hotline_cutoffline")
