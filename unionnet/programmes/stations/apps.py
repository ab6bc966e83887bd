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
        from unionnet.directory.places.beside import BESIDE, FOR_VISITORS
        from unionnet.foundation.postgres.walls import wall, within
        from unionnet.programmes.stations.queries import surveys_for_visitors

        BESIDE.append(MenuEntry(_("运行费用"), "desk-stations:site", "money", verb="places.see"))
        BESIDE.append(MenuEntry(_("验收和门锁"), "desk-stations:opening", "lock", verb="places.see"))
        FOR_VISITORS.append(surveys_for_visitors)
        wall("stations_survey", within("organisation_id"))
