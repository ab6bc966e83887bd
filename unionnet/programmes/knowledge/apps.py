# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class KnowledgeConfig(AppConfig):
    name = "unionnet.programmes.knowledge"
    label = "knowledge"
    verbose_name = _("问答")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("knowledge.see", "knowledge.manage"),
        "leader": ("knowledge.see",),
    }
    desk_menu = (
        MenuEntry(_("问答"), "desk-knowledge:list", "book", group="services", verb="knowledge.see", order=11),
    )
    phone_menu = (MenuEntry(_("问一问"), "knowledge:ask", "help", group="matters", order=19),)
