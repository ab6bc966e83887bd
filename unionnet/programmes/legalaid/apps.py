# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class LegalaidConfig(AppConfig):
    name = "unionnet.programmes.legalaid"
    label = "legalaid"
    verbose_name = _("法律援助")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("legalaid.see", "legalaid.handle"),
        "leader": ("legalaid.see",),
    }
    desk_menu = (
        MenuEntry(_("法律援助"), "desk-legalaid:list", "law", group="rights", verb="legalaid.see", order=20),
    )
    phone_menu = (MenuEntry(_("法律援助"), "legalaid:home", "law", group="matters", order=22),)

    def ready(self) -> None:
        from unionnet.directory.places.beside import FOR_VISITORS
        from unionnet.foundation.postgres.walls import linked, wall, within
        from unionnet.programmes.legalaid.queries import (
            leads_for_case,
            links_for_case,
            links_for_owner,
            links_for_visitors,
        )
        from unionnet.tools.casework.beside import FOR_CASE, FOR_OWNER, LEADS

        FOR_CASE.append(links_for_case)
        LEADS.append(leads_for_case)
        FOR_OWNER.append(links_for_owner)
        FOR_VISITORS.append(links_for_visitors)
        wall("legalaid_aid", linked("casework_case", "id", to="case_id"))
        wall("legalaid_lawyer", within("organisation_id"))
