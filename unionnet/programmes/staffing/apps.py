# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class StaffingConfig(AppConfig):
    name = "unionnet.programmes.staffing"
    label = "staffing"
    verbose_name = _("干部配备")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("staffing.see", "staffing.manage"),
        "leader": ("staffing.see",),
    }
    desk_menu = (
        MenuEntry(
            _("干部配备"),
            "desk-staffing:overview",
            "people",
            group="registers",
            verb="staffing.see",
            order=60,
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, own, wall, within

        wall("staffing_staffpost", within("organisation_id"))
        wall("staffing_staffmember", own("person_id"), linked("staffing_staffpost", "member_id", to="id"))
