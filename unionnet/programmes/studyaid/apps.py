# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class StudyaidConfig(AppConfig):
    name = "unionnet.programmes.studyaid"
    label = "studyaid"
    verbose_name = _("助学")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("studyaid.see", "studyaid.manage"),
        "leader": ("studyaid.see",),
    }
    desk_menu = (
        MenuEntry(
            _("助学申请"), "desk-studyaid:list", "book", group="services", verb="studyaid.see", order=59
        ),
    )
    phone_menu = (MenuEntry(_("助学补贴"), "studyaid:home", "book", group="matters", order=60),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, open_also, own, wall, within

        wall("studyaid_application", own("person_id"), within("organisation_id"))
        wall("studyaid_proof", linked("studyaid_application", "id", to="application_id"))
        open_also("people_person", linked("studyaid_application", "person_id", to="id"))
