# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class PostingsConfig(AppConfig):
    name = "unionnet.programmes.postings"
    label = "postings"
    verbose_name = _("机关干部蹲点")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("postings.see", "postings.manage"),
        "leader": ("postings.see",),
    }
    desk_menu = (
        MenuEntry(
            _("干部蹲点"), "desk-postings:list", "flag", group="supervision", verb="postings.see", order=40
        ),
    )
    phone_menu = (
        MenuEntry(_("我的蹲点"), "postings:mine", "flag", group="mine", verb="postings.see", order=45),
    )
