# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only


class CaseworkConfig(AppConfig):
    name = "unionnet.tools.casework"
    label = "casework"
    verbose_name = _("办件")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("casework.see", "casework.handle", "casework.define"),
        "leader": ("casework.see",),
    }

    def ready(self) -> None:
        import_module(f"{self.name}.walls")
        append_only("casework_step", but=("reason",))
