# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class LettersConfig(AppConfig):
    name = "unionnet.programmes.letters"
    label = "letters"
    verbose_name = _("一函两书")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("letters.see", "letters.handle"),
        "leader": ("letters.see",),
    }
    desk_menu = (
        MenuEntry(_("一函两书"), "desk-letters:list", "stamp", group="rights", verb="letters.see", order=30),
        MenuEntry(
            _("解除通知"),
            "desk-letters:dismissals",
            "file",
            group="rights",
            verb="letters.see",
            order=31,
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import own, wall, within
        from unionnet.programmes.letters.queries import links_for_case
        from unionnet.tools.casework.beside import FOR_CASE

        FOR_CASE.append(links_for_case)
        wall("letters_dismissal", own("person_id"), within("organisation_id"))
