# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class ProposalsConfig(AppConfig):
    name = "unionnet.programmes.proposals"
    label = "proposals"
    verbose_name = _("代表委员意见")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("proposals.see", "proposals.handle"),
        "leader": ("proposals.see",),
    }
    desk_menu = (
        MenuEntry(
            _("代表委员意见"),
            "desk-proposals:list",
            "chat",
            group="supervision",
            verb="proposals.see",
            order=40,
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, wall, within
        from unionnet.programmes.proposals.queries import links_for_case, why_not_by_casework
        from unionnet.programmes.proposals.rules import KIND
        from unionnet.tools.casework.beside import FOR_CASE, GUARDS

        FOR_CASE.append(links_for_case)
        GUARDS[KIND] = why_not_by_casework
        wall("proposals_participant", within("organisation_id"))
        wall("proposals_proposal", linked("casework_case", "id", to="case_id"))
        wall("proposals_consultation", linked("proposals_proposal", "id", to="proposal_id"))
        wall("proposals_reply", linked("proposals_consultation", "id", to="consultation_id"))
