# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class StationsConfig(AppConfig):
    name = "unionnet.programmes.stations"
    label = "stations"
    verbose_name = _("驿站运行")
    default_auto_field = "django.db.models.BigAutoField"

    desk_menu = (
        MenuEntry(
            _("驿站运行"), "desk-stations:costs", "chart", group="services", verb="places.see", order=51
        ),
    )

    def ready(self) -> None:
        from unionnet.directory.places.beside import BESIDE, FOR_KEEPERS, FOR_VISITORS
        from unionnet.foundation.postgres.walls import own, run_by, wall, within
        from unionnet.programmes.stations.queries import (
            names_for_visitors,
            opinions_for_visitors,
            rounds_for_keepers,
            surveys_for_visitors,
        )

        BESIDE.append(MenuEntry(_("运行费用"), "desk-stations:site", "money", verb="places.see"))
        BESIDE.append(MenuEntry(_("达标和评选"), "desk-stations:standard", "check", verb="places.see"))
        BESIDE.append(MenuEntry(_("验收和门锁"), "desk-stations:opening", "lock", verb="places.see"))
        FOR_KEEPERS.append(rounds_for_keepers)
        FOR_VISITORS.extend((names_for_visitors, surveys_for_visitors, opinions_for_visitors))
        wall("stations_survey", within("organisation_id"))
        wall("stations_opinion", own("person_id"), run_by("places_site", to="site_id"))
