# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class AuditConfig(AppConfig):
    name = "unionnet.doors.audit"
    label = "audit"
    verbose_name = _("审计")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "audit_admin": ("journal.see",),
    }

    desk_menu = (
        MenuEntry(
            _("操作日志"), "desk-audit:journal", "lock", group="settings", verb="journal.see", order=20
        ),
    )
