# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class NightschoolConfig(AppConfig):
    name = "unionnet.programmes.nightschool"
    label = "nightschool"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("职工夜校")
    verbs = {
        "officer": ("nightschool.see", "nightschool.manage"),
        "leader": ("nightschool.see",),
        "teacher": ("nightschool.see",),
    }
    desk_menu = (
        MenuEntry(
            _("职工夜校"),
            "desk-nightschool:terms",
            "book",
            group="services",
            verb="nightschool.see",
            order=30,
        ),
    )
    phone_menu = (
        MenuEntry(_("职工夜校"), "nightschool:term", "book", group="activities", order=20),
        MenuEntry(_("我的课表"), "nightschool:mine", "calendar", group="mine", order=30),
    )
