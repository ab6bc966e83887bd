# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "unionnet.doors.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from unionnet.directory.organisations.moves import AFTER_MOVE
        from unionnet.doors.figures.actions import hang_elsewhere

        AFTER_MOVE.append(hang_elsewhere)
