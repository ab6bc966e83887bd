# SPDX-License-Identifier: Apache-2.0
"""What the registers of the night school know: who came, and how often."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.foundation.clock import start_of
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Attendance


@measure("nightschool.persons", _("夜校学员人数"), Unit.PERSONS, _("来上过课的人，一人算一次"))
def persons(union: Organisation, begins: date, ends: date) -> int:
    return _came(union, begins, ends).values("person").distinct().count()


@measure("nightschool.person_times", _("夜校上课人次"), Unit.PERSON_TIMES, _("每次课签到算一人次"))
def person_times(union: Organisation, begins: date, ends: date) -> int:
    return _came(union, begins, ends).count()


def _came(union: Organisation, begins: date, ends: date) -> QuerySet[Attendance]:
    """At courses of terms that this union or one below it runs, by the day of the check-in."""
    place = {"path__gte": union.path, "path__lt": union.path_end}
    courses = Course.objects.filter(
        **{f"class_group__term__organisation__{name}": value for name, value in place.items()}
    )
    rows = Attendance.objects.filter(offer__in=courses.values("offer"), state=Attendance.State.PRESENT)
    return rows.filter(at__gte=start_of(begins), at__lt=start_of(ends + timedelta(days=1)))
