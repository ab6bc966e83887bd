# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class MediationConfig(AppConfig):
    name = "unionnet.programmes.mediation"
    label = "mediation"
    verbose_name = _("劳动争议调解")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("mediation.see", "mediation.handle"),
        "leader": ("mediation.see",),
    }
    desk_menu = (
        MenuEntry(
            _("争议调解"), "desk-mediation:list", "hand", group="rights", verb="mediation.see", order=25
        ),
    )
    phone_menu = (MenuEntry(_("劳动争议调解"), "mediation:home", "hand", group="matters", order=24),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, wall, within
        from unionnet.programmes.mediation.queries import links_for_case
        from unionnet.tools.casework.beside import FOR_CASE

        FOR_CASE.append(links_for_case)
        wall("mediation_mediation", linked("casework_case", "id", to="case_id"))
        wall("mediation_meeting", linked("mediation_mediation", "id", to="mediation_id"))
        wall("mediation_mediator", within("organisation_id"))
