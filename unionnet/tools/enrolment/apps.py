# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only


class EnrolmentConfig(AppConfig):
    name = "unionnet.tools.enrolment"
    label = "enrolment"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("报名")

    def ready(self) -> None:
        append_only("enrolment_withdrawal")
