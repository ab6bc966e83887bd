# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class RatesConfig(AppConfig):
    name = "unionnet.programmes.rates"
    label = "rates"
    verbose_name = _("建会入会率")
    default_auto_field = "django.db.models.BigAutoField"

    desk_menu = (
        MenuEntry(
            _("建会入会率"),
            "desk-rates:months",
            "chart",
            group="supervision",
            verb="organisations.see",
            order=31,
        ),
    )

    def ready(self) -> None:
        append_only("rates_seal", "rates_figure")
