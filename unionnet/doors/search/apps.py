# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "unionnet.doors.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
