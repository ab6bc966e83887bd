# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class CaseworkConfig(AppConfig):
    name = "unionnet.tools.casework"
    label = "casework"
    verbose_name = _("办件")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("casework.see", "casework.handle", "casework.define"),
        "leader": ("casework.see",),
    }
    desk_menu = (MenuEntry(_("办件"), "desk-casework:list", "chat", verb="casework.see", order=20),)
    phone_menu = (
        MenuEntry(_("反映问题"), "casework:new", "chat", group="matters", order=20),
        MenuEntry(_("查进展"), "casework:lookup", "search", group="matters", order=21),
        MenuEntry(_("我反映的事"), "casework:mine", "chat", group="mine", order=20),
    )

    def ready(self) -> None:
        from unionnet.directory.places.beside import FOR_VISITORS
        from unionnet.tools.casework.queries import report_at

        import_module(f"{self.name}.walls")
        append_only("casework_step", but=("reason",))
        FOR_VISITORS.append(report_at)
