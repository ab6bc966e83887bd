# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class CardsConfig(AppConfig):
    name = "unionnet.programmes.cards"
    label = "cards"
    verbose_name = _("会员服务卡")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("cards.see", "cards.manage"),
        "leader": ("cards.see",),
    }
    desk_menu = (
        MenuEntry(_("会员服务卡"), "desk-cards:list", "card", group="services", verb="cards.see", order=55),
    )
    phone_menu = (MenuEntry(_("会员服务卡"), "cards:mine", "card", group="mine", order=35),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, wall

        wall("cards_cardrequest", linked("people_person", "id", to="person_id"))
        from unionnet.directory.people.consents import WORDINGS
        from unionnet.programmes.cards.wording import BANK_CARD

        WORDINGS[BANK_CARD.purpose] = BANK_CARD
