# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class ChildcareConfig(AppConfig):
    name = "unionnet.programmes.childcare"
    label = "childcare"
    verbose_name = _("爱心托管")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("childcare.see", "childcare.manage"),
        "leader": ("childcare.see",),
    }
    desk_menu = (
        MenuEntry(
            _("爱心托管"), "desk-childcare:list", "baby", group="services", verb="childcare.see", order=60
        ),
    )
    phone_menu = (MenuEntry(_("爱心托管"), "childcare:home", "baby", group="activities", order=62),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import PERSON, linked, open_also, own, wall, within

        on_duty = linked("childcare_duty", "care_class_id", to="care_class_id", own="person_id")
        guardian = linked("childcare_child", "id", to="child_id", own="guardian_id")
        minding = (
            "EXISTS (SELECT FROM public.childcare_entry AS e JOIN public.childcare_duty AS d"
            f" ON d.care_class_id = e.care_class_id WHERE e.child_id = {{row}}.child_id"
            f" AND d.person_id = {PERSON})"
        )
        child = linked("childcare_child", "id", to="child_id")
        wall("childcare_duty", own("person_id"), within("organisation_id"))
        wall("childcare_entry", own("guardian_id"), within("organisation_id"), on_duty)
        wall("childcare_child", own("guardian_id"), linked("childcare_entry", "child_id", to="id"))
        wall("childcare_guardianconsent", child)
        wall("childcare_specialcare", guardian, minding)
        wall("childcare_pickup", child)
        wall("childcare_careday", child)
        open_also("people_person", linked("childcare_child", "person_id", to="id"))
        open_also("people_person", linked("childcare_child", "guardian_id", to="id"))
        open_also("people_person", linked("childcare_duty", "person_id", to="id"))
