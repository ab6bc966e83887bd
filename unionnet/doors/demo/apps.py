# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "unionnet.doors.demo"
    label = "demo"
    verbose_name = _("演示")
