# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class SeatsConfig(AppConfig):
    name = "unionnet.doors.seats"
    label = "seats"
    verbose_name = _("热线坐席")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("seats.see", "seats.handle", "seats.manage"),
        "leader": ("seats.see",),
        "system_admin": ("seats.connect",),
    }
    desk_menu = (
        MenuEntry(_("热线坐席"), "desk-seats:duty", "phone", group="services", verb="seats.see", order=9),
    )

    def ready(self) -> None:
        from unionnet.doors.seats.stream import seats_stream
        from unionnet.foundation.postgres.grants import append_only
        from unionnet.foundation.postgres.walls import linked, wall, within
        from unionnet.foundation.server import mount

        mount("/live/seats", seats_stream)
        append_only("seats_callevent")
        wall("seats_call", within("organisation_id"))
        wall("seats_draft", linked("seats_call", "id", to="call_id"))
