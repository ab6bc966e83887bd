# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class ScreenConfig(AppConfig):
    name = "unionnet.doors.screen"
    label = "screen"
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("screen.open",),
        "leader": ("screen.open",),
    }

    desk_menu = (
        MenuEntry(_("大屏"), "root-screen:now", "chart", group="supervision", verb="screen.open", order=90),
    )

    def ready(self) -> None:
        from unionnet.doors.screen.stream import screen_stream
        from unionnet.foundation.server import mount

        mount("/live/screen", screen_stream)
