# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class FeedsConfig(AppConfig):
    name = "unionnet.programmes.feeds"
    label = "feeds"
    verbose_name = _("阵地上图")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("feeds.see", "feeds.manage"),
        "leader": ("feeds.see",),
    }
    desk_menu = (
        MenuEntry(_("阵地上图"), "desk-feeds:list", "station", group="services", verb="feeds.see", order=52),
    )

    def ready(self) -> None:
        from unionnet.directory.places.beside import BESIDE
        from unionnet.foundation.postgres.walls import linked, wall, within

        BESIDE.append(MenuEntry(_("上图情况"), "desk-feeds:site", "share", verb="feeds.see"))
        wall("feeds_outlet", within("organisation_id"))
        for table in ("feeds_mapentry", "feeds_feedchange", "feeds_feeddelivery"):
            wall(table, linked("feeds_outlet", "id", to="outlet_id"))
