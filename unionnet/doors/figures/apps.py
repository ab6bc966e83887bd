# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "unionnet.doors.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
