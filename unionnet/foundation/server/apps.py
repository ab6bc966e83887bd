# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class ServerConfig(AppConfig):
    name = "unionnet.foundation.server"
    label = "server"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import logs
        from .assets import assets
        from .health import health
        from .lanes import mount

        logs.configure()
        mount("/healthz", health)
        mount("/static", assets)
