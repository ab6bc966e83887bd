# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class RostersConfig(AppConfig):
    name = "unionnet.directory.rosters"
    label = "rosters"
    verbose_name = _("导入名单")
    desk_menu = (
        MenuEntry(
            _("导入记录"),
            "desk-rosters:imports",
            "upload",
            group="registers",
            verb="people.approve",
            order=31,
        ),
    )
