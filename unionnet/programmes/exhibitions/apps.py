# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class ExhibitionsConfig(AppConfig):
    name = "unionnet.programmes.exhibitions"
    label = "exhibitions"
    verbose_name = _("作品展")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("exhibitions.see", "exhibitions.manage"),
        "leader": ("exhibitions.see",),
    }
    desk_menu = (
        MenuEntry(
            _("作品展"), "desk-exhibitions:list", "star", group="services", verb="exhibitions.see", order=58
        ),
    )
    phone_menu = (MenuEntry(_("作品展"), "exhibitions:list", "star", group="activities", order=64),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import own, run_by, wall

        wall("exhibitions_asking", own("person_id"), run_by("exhibitions_exhibition", to="exhibition_id"))
        wall("exhibitions_visit", own("person_id"), run_by("exhibitions_exhibition", to="exhibition_id"))
