# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def set_limits(connection: BaseDatabaseWrapper, **_: object) -> None:
    """The lane waits for nobody for long: one stuck hand on one offer must not hold up all the others."""
    if connection.alias == "hot":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("SET statement_timeout = '10s'")


class HotLaneConfig(AppConfig):
    name = "unionnet.doors.hotlane"
    label = "hotlane"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(set_limits, dispatch_uid="hotlane.limits")
        if not settings.UNIONNET_HOT_LANE:
            return
        from unionnet.doors.hotlane.lane import BODY_LIMIT, lane
        from unionnet.foundation.server import mount, on_shutdown, on_startup

        mount("/hot", lane, body_limit=BODY_LIMIT)
        on_startup(lane.open)
        on_shutdown(lane.close)
