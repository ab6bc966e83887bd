# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.conf import settings


class HotLaneConfig(AppConfig):
    name = "unionnet.doors.hotlane"
    label = "hotlane"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if not settings.UNIONNET_HOT_LANE:
            return
        from unionnet.doors.hotlane.lane import BODY_LIMIT, lane
        from unionnet.foundation.server import mount, on_shutdown, on_startup

        mount("/hot", lane, body_limit=BODY_LIMIT)
        on_startup(lane.open)
        on_shutdown(lane.close)
