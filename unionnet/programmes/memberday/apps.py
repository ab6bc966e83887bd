# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class MemberdayConfig(AppConfig):
    name = "unionnet.programmes.memberday"
    label = "memberday"
    verbose_name = _("会员日")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("memberday.see", "memberday.manage"),
        "leader": ("memberday.see",),
    }
    desk_menu = (
        MenuEntry(
            _("会员日"), "desk-memberday:list", "calendar", group="services", verb="memberday.see", order=54
        ),
    )
    phone_menu = (MenuEntry(_("会员日"), "memberday:list", "gift", group="activities", order=34),)
