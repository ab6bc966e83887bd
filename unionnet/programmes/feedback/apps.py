# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class FeedbackConfig(AppConfig):
    name = "unionnet.programmes.feedback"
    label = "feedback"
    verbose_name = _("意见箱")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("feedback.see", "feedback.handle"),
        "leader": ("feedback.see",),
    }
    desk_menu = (
        MenuEntry(
            _("意见建议"), "desk-feedback:list", "chat", group="services", verb="feedback.see", order=30
        ),
    )
    phone_menu = (MenuEntry(_("意见箱"), "feedback:home", "chat", group="matters", order=24),)

    def ready(self) -> None:
        from unionnet.directory.places.beside import FOR_VISITORS
        from unionnet.foundation.postgres.walls import linked, wall
        from unionnet.programmes.feedback.queries import links_for_case, links_for_visitors
        from unionnet.tools.casework.beside import FOR_CASE

        FOR_CASE.append(links_for_case)
        FOR_VISITORS.append(links_for_visitors)
        wall("feedback_feedback", linked("casework_case", "id", to="case_id"))
