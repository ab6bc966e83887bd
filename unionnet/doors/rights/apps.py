# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class RightsConfig(AppConfig):
    name = "unionnet.doors.rights"
    label = "rights"
    verbose_name = _("本人权利")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "security_admin": ("rights.incidents",),
    }

    desk_menu = (
        MenuEntry(
            _("更正申请"),
            "desk-rights:corrections",
            "edit",
            group="registers",
            verb="people.approve",
            order=25,
        ),
        MenuEntry(
            _("个人信息安全事件"),
            "desk-rights:incidents",
            "warning",
            group="settings",
            verb="rights.incidents",
            order=65,
        ),
    )
    phone_menu = (MenuEntry(_("我的信息"), "rights:overview", "eye", group="mine", order=80),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, own, wall, within

        wall("rights_correction", own("person_id"), within("organisation_id"))
        wall("rights_copy", own("person_id"))
        wall("rights_closure", linked("people_person", "id", to="person_id"))
