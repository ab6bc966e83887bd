# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class IncidentsConfig(AppConfig):
    name = "unionnet.programmes.incidents"
    label = "incidents"
    verbose_name = _("网络安全事件")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("incidents.see", "incidents.handle"),
        "leader": ("incidents.see",),
        "security_admin": ("incidents.see",),
    }
    desk_menu = (
        MenuEntry(
            _("网络安全"), "desk-incidents:list", "lock", group="settings", verb="incidents.see", order=30
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import wall, within
        from unionnet.programmes.incidents.queries import links_for_case
        from unionnet.tools.casework.beside import FOR_CASE

        FOR_CASE.append(links_for_case)
        wall("incidents_incident", within("organisation_id"))
        wall("incidents_dutyline", within("organisation_id"))
