# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class CampaignsConfig(AppConfig):
    name = "unionnet.programmes.campaigns"
    label = "campaigns"
    verbose_name = _("服务行动")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("campaigns.see", "campaigns.manage"),
        "leader": ("campaigns.see",),
        "fund_auditor": ("campaigns.see",),
    }
    desk_menu = (
        MenuEntry(
            _("服务行动"), "desk-campaigns:list", "gift", group="services", verb="campaigns.see", order=12
        ),
    )
    phone_menu = (MenuEntry(_("身边的服务"), "campaigns:near", "map", group="activities", order=26),)
