# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.ui.menu import MenuEntry


class SubmissionsConfig(AppConfig):
    name = "unionnet.tools.submissions"
    label = "submissions"
    verbose_name = _("申报")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": (
            "submissions.see",
            "submissions.send",
            "submissions.decide",
            "submissions.define",
        ),
        "leader": ("submissions.see",),
    }

    desk_menu = (
        MenuEntry(
            _("请示批复"),
            "desk-submissions:list",
            "stamp",
            verb="submissions.see",
            order=25,
        ),
        MenuEntry(_("文件传阅"), "desk-submissions:circulars", "file", verb="submissions.see", order=26),
        MenuEntry(
            _("发文字号"),
            "desk-submissions:numbers",
            "list",
            group="settings",
            verb="submissions.decide",
            order=40,
        ),
        MenuEntry(
            _("申报类型"),
            "desk-submissions:kinds",
            "bookmark",
            group="settings",
            verb="submissions.see",
            order=41,
        ),
    )
    phone_menu = (MenuEntry(_("公示"), "submissions:notices", "flag", group="matters", order=70),)

    def ready(self) -> None:
        append_only("submissions_step")
