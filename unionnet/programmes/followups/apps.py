# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupsConfig(AppConfig):
    name = "unionnet.programmes.followups"
    label = "followups"
    verbose_name = _("会后任务")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from unionnet.programmes.followups.queries import beside
        from unionnet.tools.activities.beside import FOLLOW_UPS

        FOLLOW_UPS.append(beside)
