# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class LuckcardsConfig(AppConfig):
    name = "unionnet.programmes.luckcards"
    label = "luckcards"
    verbose_name = _("集福卡")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("luckcards.see", "luckcards.manage"),
        "leader": ("luckcards.see",),
    }
    desk_menu = (
        MenuEntry(
            _("集福卡"), "desk-luckcards:list", "star", group="services", verb="luckcards.see", order=55
        ),
    )
    phone_menu = (MenuEntry(_("集福卡"), "luckcards:list", "star", group="activities", order=36),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import own, wall

        wall("luckcards_exchange", own("person_id"))  # the desk has numbers only
        # What is offered is found by the code of the offer: verbs look, for a reason.
        wall("luckcards_parting", own("person_id"), own("to_id"))
