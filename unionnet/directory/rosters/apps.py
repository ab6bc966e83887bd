# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    name = "unionnet.directory.rosters"
    label = "rosters"
    verbose_name = _("导入名单")
