# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime, time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.tongues import Tongues
from unionnet.tools.enrolment.models import Offer, OfferGroup


class Weekday(models.IntegerChoices):
    """As ISO counts: Monday is 1."""

    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")


class Term(Bound):
    """One season of the night school. All its courses open for enrolment at the same moment.

    `places` is the enrolment group of the term when each person may take one course only.
    """

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    name = models.CharField(_("期次名称"), max_length=60)
    opens_at = models.DateTimeField(_("开始报名"))
    closes_at = models.DateTimeField(_("截止报名"))
    starts_on = models.DateField(_("开课日期"))
    ends_on = models.DateField(_("结课日期"))
    places = models.ForeignKey(OfferGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("夜校期次")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="term_closes_after_opening"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_ends_after_starting"),
            models.UniqueConstraint(fields=["organisation", "name"], name="one_term_of_a_name"),
        ]
        indexes = [models.Index(fields=["-opens_at"], name="term_latest")]

    def __str__(self) -> str:
        return self.name


class ClassGroup(models.Model):
    """One of the big classes of a term (大班次): 瑜伽形体, 书画艺术, …"""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="class_groups")
    name = models.CharField(_("班次"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("大班次")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="one_class_group_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Course(Bound):
    """One course. Its title, places and who may come are data of its offer. Weekday and hours are its own
    setting; 18:00–20:00 on a weekday is only what it starts from."""

    public_id = PublicIdField()
    class_group = models.ForeignKey(
        ClassGroup, on_delete=models.PROTECT, related_name="courses", verbose_name=_("大班次")
    )
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    teacher_name = models.CharField(_("教师"), max_length=60, blank=True)
    weekday = models.PositiveSmallIntegerField(_("上课日"), choices=Weekday, default=Weekday.TUESDAY)
    begins = models.TimeField(_("上课时间"), default=time(18))
    ends = models.TimeField(_("下课时间"), default=time(20))
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点")
    )
    room = models.CharField(_("教室"), max_length=60, blank=True)
    bring = models.CharField(_("请自带"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("夜校课程")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="course_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="course_ends_after_beginning"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.offer.title

    @property
    def heading(self) -> Tongues:
        """The title as the reader reads it."""
        return self.offer.heading

    @property
    def taught_by(self) -> str:
        return self.teacher_name or (self.teacher.name if self.teacher else "")


class Lesson(models.Model):
    """One meeting of a course. Its public id is the key of its register in the enrolment tool."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    number = models.PositiveSmallIntegerField(_("第几课"))
    topic = models.CharField(_("内容"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("上课"))
    ends_at = models.DateTimeField(_("下课"))
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(_("教室"), max_length=60, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    register_closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("课次")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="one_lesson_of_a_number"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="lesson_ends_after_starting"
            ),
        ]
        indexes = [
            models.Index(fields=["course", "starts_at"], name="lesson_of_course"),
            models.Index(
                fields=["ends_at"],
                condition=Q(register_closed_at__isnull=True, cancelled_at__isnull=True),
                name="lesson_register_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.number}"

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at


class LessonChange(Bound):
    """A lesson was moved or cancelled: by whom, when, why, and what it was before. Only grows."""

    class Kind(models.TextChoices):
        MOVED = "moved", _("调课")
        CANCELLED = "cancelled", _("停课")

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(_("原因"), max_length=200)
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    now_starts_at = models.DateTimeField()
    now_ends_at = models.DateTimeField()
    was_where = models.CharField(max_length=130, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("调课记录")

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.kind}"


class HoursChange(Bound):
    """The weekday or hours of a course were changed: by whom, when and why. Only grows."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="hours_changes")
    was_weekday = models.PositiveSmallIntegerField(choices=Weekday)
    was_begins = models.TimeField()
    was_ends = models.TimeField()
    reason = models.CharField(_("原因"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("上课时间调整")

    def __str__(self) -> str:
        return f"{self.course_id} {self.was_weekday} {self.was_begins}"


class Rating(Bound):
    """What one who came says of the course, once; it may be changed until the next term."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stars = models.PositiveSmallIntegerField(
        _("评分"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.CharField(_("想说的话"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("课程评价")
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="one_rating_a_person"),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.stars}"
