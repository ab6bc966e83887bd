# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.postgres.walls import INSIDE, TOPS, linked, open_also, own, wall
from unionnet.foundation.ui.menu import MenuEntry

# Whoever gives an activity together, and the unions above them, see who came.
HOSTING = (
    "EXISTS (SELECT FROM public.activities_host AS host"
    " JOIN public.organisations_organisation AS other ON other.id = host.organisation_id,"
    f" {TOPS} WHERE host.activity_id = {{row}}.activity_id AND {INSIDE})"
)


class ActivitiesConfig(AppConfig):
    name = "unionnet.tools.activities"
    label = "activities"
    verbose_name = _("活动台账")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("activities.see", "activities.manage", "activities.approve"),
        "leader": ("activities.see", "activities.approve"),
        "fund_auditor": ("activities.see",),
    }
    desk_menu = (
        MenuEntry(
            _("活动台账"),
            "desk-activities:list",
            "calendar",
            group="services",
            verb="activities.see",
            order=10,
        ),
    )
    phone_menu = (MenuEntry(_("工会活动"), "activities:list", "calendar", group="activities", order=25),)

    def ready(self) -> None:
        wall("activities_attendee", own("person_id"), HOSTING)
        wall("activities_photo", HOSTING)
        wall("activities_expense", HOSTING)
        open_also("people_person", linked("activities_attendee", "person_id", to="id"))
        append_only("activities_step")
        append_only("activities_supplement")
