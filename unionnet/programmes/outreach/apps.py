# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class OutreachConfig(AppConfig):
    name = "unionnet.programmes.outreach"
    label = "outreach"
    verbose_name = _("职工沟通会")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("outreach.see", "outreach.manage"),
        "leader": ("outreach.see",),
    }
    desk_menu = (
        MenuEntry(
            _("职工沟通会"), "desk-outreach:list", "chat", group="services", verb="outreach.see", order=45
        ),
    )
    phone_menu = (MenuEntry(_("职工沟通会"), "outreach:list", "chat", group="activities", order=45),)
