# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.postgres.grants import append_only
from unionnet.foundation.postgres.walls import open_also, taking_part
from unionnet.foundation.ui.menu import MenuEntry


class EnrolmentConfig(AppConfig):
    name = "unionnet.tools.enrolment"
    label = "enrolment"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("报名")
    verbs = {
        "officer": ("enrolment.see", "enrolment.manage", "enrolment.check_in"),
        "leader": ("enrolment.see",),
        "teacher": ("enrolment.see", "enrolment.check_in"),
    }

    phone_menu = (
        MenuEntry(_("报名活动"), "enrolment:list", "calendar", group="activities", order=30),
        MenuEntry(_("我的报名"), "enrolment:mine", "ticket", group="mine", order=20),
    )
    desk_menu = (
        MenuEntry(
            _("报名"), "desk-enrolment:list", "ticket", group="services", verb="enrolment.see", order=20
        ),
        MenuEntry(
            _("暂停报名"),
            "desk-enrolment:pauses",
            "clock",
            group="services",
            verb="enrolment.manage",
            order=21,
        ),
    )

    def ready(self) -> None:
        for entries in ("enrolment_place", "enrolment_waiting", "enrolment_attendance"):
            # Whoever runs an activity sees who takes part, wherever these are members.
            open_also("people_person", taking_part(entries, "person_id", of="enrolment_offer", to="id"))
        append_only("enrolment_undo")
        append_only("enrolment_withdrawal", but=("note",))
