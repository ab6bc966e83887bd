# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


def _has_part_time_post(request: HttpRequest) -> bool:
    from unionnet.programmes.staffing.days import has_post

    person = getattr(request, "person", None)
    return person is not None and has_post(person)


class StaffingConfig(AppConfig):
    name = "unionnet.programmes.staffing"
    label = "staffing"
    verbose_name = _("干部配备")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("staffing.see", "staffing.manage"),
        "leader": ("staffing.see",),
    }
    desk_menu = (
        MenuEntry(
            _("干部配备"),
            "desk-staffing:overview",
            "people",
            group="registers",
            verb="staffing.see",
            order=60,
        ),
    )

    phone_menu = (
        MenuEntry(
            _("工会工作日"), "staffing:mine", "calendar", group="mine", order=46, when=_has_part_time_post
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, own, wall, within

        wall("staffing_staffpost", within("organisation_id"))
        wall("staffing_staffmember", own("person_id"), linked("staffing_staffpost", "member_id", to="id"))
        # Days go with their post; those who used them see their own, whoever sees the post.
        mine = linked("staffing_staffmember", "id", to="member_id", own="person_id")
        wall("staffing_unionday", mine, linked("staffing_staffpost", "id", to="post_id"))
