# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.ui.forms import DayInput, MomentInput
from unionnet.programmes.nightschool.actions import CourseTerms, TermPlan
from unionnet.programmes.nightschool.actions.lessons import NewTime
from unionnet.programmes.nightschool.desk_queries import (
    organisations_with_school,
    sites_for_lessons,
    teachers_for,
)
from unionnet.programmes.nightschool.models import ClassGroup, Course, Lesson, Term, Weekday
from unionnet.programmes.nightschool.rules import at_time, usual_hours
from unionnet.tools.enrolment.models import Offer

# What the door reads itself; all else are terms of the course.
OF_THE_DOOR = {"class_group", "new_class_group", "lessons"}
# Settled when the course was made; weekday and hours have a door of their own.
SETTLED = ("class_group", "new_class_group", "weekday", "begins", "ends", "lessons")
FIVE = ["瑜伽形体", "书画艺术", "声乐器乐", "生活技艺", "数字技能"]


def moment_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )


def day_field(label: Any) -> forms.DateField:
    widget = DayInput()
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"])


def clock_field(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H:%M:%S"], **options)


def reason_field() -> forms.CharField:
    """Whoever planned the evening reads it."""
    needed = {"required": _("请写明原因，学员会看到。")}
    return forms.CharField(label=_("原因（学员会看到）"), max_length=200, error_messages=needed)


class PlanForm(forms.Form):
    """The dates of a term; also for a repeated one."""

    name = forms.CharField(label=_("期次名称"), max_length=60)
    opens_at = moment_field(_("开始报名"))
    closes_at = moment_field(_("截止报名"))
    starts_on = day_field(_("开课日期"))
    ends_on = day_field(_("结课日期"))

    @property
    def plan(self) -> TermPlan:
        given = self.cleaned_data
        return TermPlan(
            given["name"], given["opens_at"], given["closes_at"], given["starts_on"], given["ends_on"]
        )

    @staticmethod
    def suggested() -> dict[str, Any]:
        """Next Monday at noon, five days to enrol, lessons from the Monday after."""
        today = timezone.localdate()
        monday = today + timedelta(days=7 - today.weekday())
        opens = at_time(monday, time(12))
        return {
            "opens_at": opens,
            "closes_at": opens + timedelta(days=5),
            "starts_on": monday + timedelta(days=7),
            "ends_on": monday + timedelta(days=91),
        }

    @staticmethod
    def of(term: Term) -> dict[str, Any]:
        return {
            name: getattr(term, name) for name in ("name", "opens_at", "closes_at", "starts_on", "ends_on")
        }


class TermForm(PlanForm):
    """A new term."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        queryset=None, label=_("主办工会"), to_field_name="public_id", empty_label=None
    )
    class_groups = forms.CharField(
        label=_("大班次"), help_text=_("一行一个。"), widget=forms.Textarea(attrs={"rows": 5}), max_length=400
    )
    one_course_each = forms.BooleanField(label=_("每人限报一门"), required=False, initial=True)
    field_order = ("organisation", "name")

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        options.setdefault("initial", self.suggested())
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations_with_school(person)  # type: ignore[attr-defined]
        self.fields["class_groups"].initial = "\n".join(FIVE)

    def clean_class_groups(self) -> list[str]:
        names = [name.strip()[:40] for name in self.cleaned_data["class_groups"].splitlines()]
        return list(dict.fromkeys(name for name in names if name))


class CourseForm(forms.Form):
    """A course in the officer's words. There is no field for age."""

    class_group: forms.ModelChoiceField[ClassGroup] = forms.ModelChoiceField(
        queryset=None, label=_("大班次"), empty_label=_("新的大班次"), required=False
    )
    new_class_group = forms.CharField(label=_("新的大班次"), max_length=40, required=False)
    title = forms.CharField(label=_("课程名称"), max_length=100)
    title_en = forms.CharField(label=_("课程名称（英文）"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("课程介绍"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    summary_en = forms.CharField(
        label=_("课程介绍（英文）"),
        max_length=4000,
        required=False,
        help_text=_("读英文的学员看到英文；没写的看到中文。"),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )
    size = forms.IntegerField(label=_("名额"), min_value=1, max_value=5000)
    waiting_size = forms.IntegerField(
        label=_("候补人数上限"), min_value=0, max_value=100000, required=False, help_text=_("不填就不限。")
    )
    teacher_name = forms.CharField(label=_("教师"), max_length=60, required=False)
    teacher: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        queryset=None,
        label=_("教师账号"),
        to_field_name="public_id",
        required=False,
        empty_label=_("没有账号"),
        help_text=_("有账号的教师可以自己点名，并收到调课通知。"),
    )
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        queryset=None, label=_("地点"), to_field_name="public_id", required=False, empty_label=_("另外说明")
    )
    room = forms.CharField(label=_("教室"), max_length=60, required=False)
    bring = forms.CharField(label=_("请自带"), max_length=120, required=False)
    audience = forms.ChoiceField(label=_("谁可以报"), choices=Offer.Audience.choices)
    confirm_minutes = forms.IntegerField(
        label=_("候补确认时限（分钟）"),
        min_value=0,
        max_value=20160,
        initial=1440,
        help_text=_("0 表示候补自动转正。"),
    )
    weekday = forms.TypedChoiceField(label=_("上课日"), choices=Weekday.choices, coerce=int, initial=2)
    begins = clock_field(_("上课时间"), required=False)
    ends = clock_field(_("下课时间"), required=False)
    lessons = forms.IntegerField(
        label=_("课次"),
        min_value=0,
        max_value=60,
        initial=4,
        help_text=_("按上课日每周一次自动排课，法定节假日顺延。"),
    )

    topics = forms.CharField(
        label=_("每课内容"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一课，可以不填。"),
    )

    def __init__(
        self, *args: Any, term: Term, person: Person, course: Course | None = None, **options: Any
    ) -> None:
        begins, ends = usual_hours(term.starts_on)
        options["initial"] = self._of(course) if course else {"begins": begins, "ends": ends}
        super().__init__(*args, **options)
        self.fields["class_group"].queryset = term.class_groups.all()  # type: ignore[attr-defined]
        self.fields["site"].queryset = sites_for_lessons(person)  # type: ignore[attr-defined]
        self.fields["teacher"].queryset = teachers_for(person)  # type: ignore[attr-defined]
        for name in SETTLED if course else ():
            del self.fields[name]
        self._course = course

    @staticmethod
    def _of(course: Course) -> dict[str, Any]:
        terms = CourseTerms.of(course)
        names = (
            "title",
            "title_en",
            "summary",
            "summary_en",
            "size",
            "waiting_size",
            "room",
            "bring",
            "audience",
            "confirm_minutes",
        )
        linked = {
            name: each.public_id if (each := getattr(course, name)) else None for name in ("site", "teacher")
        }
        plain = {name: getattr(terms, name) for name in (*names, "teacher_name")}
        return plain | linked | {"topics": "\n".join(terms.topics)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            self.add_error("ends", _now("下课时间要晚于上课时间。"))
        if not (self._course or given.get("class_group") or given.get("new_class_group")):
            self.add_error("new_class_group", _now("请选一个大班次，或写一个新的。"))
        return given

    def clean_topics(self) -> tuple[str, ...]:
        return tuple(line.strip()[:60] for line in self.cleaned_data["topics"].splitlines())

    @property
    def terms(self) -> CourseTerms:
        given = {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_DOOR}
        if self._course:
            kept = CourseTerms.of(self._course)
            given |= {
                "weekday": kept.weekday,
                "begins": kept.begins,
                "ends": kept.ends,
                "open_to": kept.open_to,
            }
        return CourseTerms(**given)


class HoursForm(forms.Form):
    """Another evening for all lessons to come."""

    weekday = forms.TypedChoiceField(label=_("上课日"), choices=Weekday.choices, coerce=int)
    begins = clock_field(_("上课时间"))
    ends = clock_field(_("下课时间"))
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            self.add_error("ends", _now("下课时间要晚于上课时间。"))
        return given


class MoveForm(forms.Form):
    """Another time for one lesson."""

    day = day_field(_("日期"))
    begins = clock_field(_("上课时间"))
    ends = clock_field(_("下课时间"))
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        queryset=None, label=_("地点"), to_field_name="public_id", required=False, empty_label=_("地点不变")
    )
    room = forms.CharField(label=_("教室"), max_length=60, required=False)
    reason = reason_field()

    def __init__(self, *args: Any, lesson: Lesson, person: Person, **options: Any) -> None:
        starts, ends = timezone.localtime(lesson.starts_at), timezone.localtime(lesson.ends_at)
        saturday = starts.date() + timedelta(days=(6 - starts.isoweekday()) % 7 or 7)
        options["initial"] = {
            "day": saturday,
            "begins": starts.time(),
            "ends": ends.time(),
            "room": lesson.room,
        }
        super().__init__(*args, **options)
        self._lesson = lesson
        self.fields["site"].queryset = sites_for_lessons(person)  # type: ignore[attr-defined]

    @property
    def to(self) -> NewTime:
        given = self.cleaned_data
        starts, ends = self._moments(given["begins"], given["ends"])
        return NewTime(starts, ends, given["site"] or self._lesson.site, given["room"])

    def _moments(self, begins: time, ends: time) -> tuple[datetime, datetime]:
        day = self.cleaned_data["day"]
        return at_time(day, begins), at_time(day, ends)


class ReasonForm(forms.Form):
    reason = reason_field()


class ScheduleForm(forms.Form):
    """Lay out the lessons of a course that has none."""

    lessons = forms.IntegerField(label=_("课次"), min_value=1, max_value=60, initial=4)
    first_day = day_field(_("从哪天开始"))


class RatingForm(forms.Form):
    """One to five, and a word."""

    stars = forms.TypedChoiceField(
        label=_("评分"),
        coerce=int,
        choices=[
            (5, _("5 分 很满意")),
            (4, _("4 分 满意")),
            (3, _("3 分 一般")),
            (2, _("2 分 不满意")),
            (1, _("1 分 很差")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("想说的话"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只有主办工会看得到，不显示您的名字。"),
    )
