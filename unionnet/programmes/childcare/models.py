# SPDX-License-Identifier: Apache-2.0
"""爱心托管: a union minds its workers' children in the holidays and after school (ledger S4-27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.enrolment.models import Offer


class CareClass(Bound):
    """托管班: some weeks in which a union minds children at one place. Its places, ages and dates of
    enrolment are those of its offer."""

    class Season(models.TextChoices):
        SUMMER = "summer", _("暑期托管")
        WINTER = "winter", _("寒假托管")
        AFTER_SCHOOL = "after", _("课后托管")

    class Weekday(models.IntegerChoices):
        MONDAY = 1, pgettext_lazy("weekday", "周一")
        TUESDAY = 2, pgettext_lazy("weekday", "周二")
        WEDNESDAY = 3, pgettext_lazy("weekday", "周三")
        THURSDAY = 4, pgettext_lazy("weekday", "周四")
        FRIDAY = 5, pgettext_lazy("weekday", "周五")
        SATURDAY = 6, pgettext_lazy("weekday", "周六")
        SUNDAY = 7, pgettext_lazy("weekday", "周日")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")
    season = models.CharField(_("班别"), max_length=8, choices=Season, default=Season.SUMMER)
    place = models.CharField(_("地点"), max_length=100)
    phone = models.CharField(_("值班电话"), max_length=20)
    first_day = models.DateField(_("开班日期"))
    last_day = models.DateField(_("结束日期"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("每周哪几天"))
    from_time = models.TimeField(_("每天开始"))
    to_time = models.TimeField(_("每天结束"))

    class Meta:
        verbose_name = _("托管班")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="care_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(to_time__gt=F("from_time")), name="care_day_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0, weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="care_on_days_of_the_week",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-first_day", "-id"], name="care_class_desk")]

    def __str__(self) -> str:
        return self.offer.title

    def is_held_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day and day.isoweekday() in self.weekdays

    def days(self) -> Iterator[date]:
        """Every day on which children are minded."""
        day = self.first_day
        while day <= self.last_day:
            if self.is_held_on(day):
                yield day
            day += timedelta(days=1)

    def day_for(self, today: date) -> date | None:
        """Today, or the next day that is held; after the last one, that one."""
        coming = [day for day in self.days() if day >= today]
        return coming[0] if coming else max(self.days(), default=None)

    @property
    def weekday_words(self) -> list[str]:
        return [str(self.Weekday(day).label) for day in self.weekdays]


class Duty(Bound):
    """值班: somebody who minds the children of a class. Who is relieved of it has no row."""

    care_class = models.ForeignKey(CareClass, on_delete=models.CASCADE, related_name="duties", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("值班人员")
        constraints = [models.UniqueConstraint(fields=["care_class", "person"], name="on_duty_once")]

    def __str__(self) -> str:
        return f"{self.care_class_id} {self.person_id}"


class Child(Bound):
    """A child of a guardian: a person without an account, for whom the guardian acts."""

    class Relation(models.TextChoices):
        PARENT = "parent", _("父母")
        GRANDPARENT = "grand", _("祖父母、外祖父母")
        OTHER = "other", _("其他监护人")

    public_id = PublicIdField()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(_("您是孩子的"), max_length=8, choices=Relation, default=Relation.PARENT)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("托管儿童")

    def __str__(self) -> str:
        return f"{self.person_id}"


class GuardianConsent(Bound):
    """监护人单独同意: a guardian agreed to these words for a child, and until when (PI-05)."""

    child = models.ForeignKey(
        Child, on_delete=models.CASCADE, related_name="guardian_consents", db_index=False
    )
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("监护人同意")
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(withdrawn_at__isnull=True), name="one_guardian_consent_in_force"
            )
        ]
        indexes = [models.Index(fields=["child", "-given_at"], name="guardian_consent_of_child")]

    def __str__(self) -> str:
        return f"{self.child_id} {self.version}"


class SpecialCare(Bound):
    """特别照护: allergies, medicine, habits. Sealed; read by the guardian and by who is on duty."""

    id = SequencedId(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="special_care")
    text = EncryptedTextField()
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("特别照护")

    def __str__(self) -> str:
        return f"{self.child_id}"


class Pickup(Bound):
    """接送人: who may take a child home, from `since` until `until`. Written by the guardian only."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("母亲")
        FATHER = "father", _("父亲")
        GRANDPARENT = "grand", _("祖父母、外祖父母")
        RELATIVE = "relative", _("其他亲属")
        FRIEND = "friend", _("受托的邻居、朋友")
        GUARDIAN = "guardian", _("监护人")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="pickups", db_index=False)
    name = models.CharField(_("姓名"), max_length=60)
    relation = models.CharField(_("与孩子的关系"), max_length=8, choices=Relation)
    phone = EncryptedTextField(null=True, verbose_name=_("手机号"))
    photo = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("接送人的照片")
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("接送人")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pickup_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["child", "id"], name="pickup_of_child")]

    def __str__(self) -> str:
        return self.name


class Entry(Bound):
    """The row that joins: this child was entered for this class. Whether it has a place, waits or gave up is
    what enrolment says of the child and the offer of the class."""

    care_class = models.ForeignKey(
        CareClass, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="entries")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("托管报名")
        constraints = [models.UniqueConstraint(fields=["care_class", "child"], name="entered_once")]

    def __str__(self) -> str:
        return f"{self.care_class_id} {self.child_id}"


class CareDay(Bound):
    """One day of one child: when it came, when it left, and with whom. Nobody leaves with nobody."""

    care_class = models.ForeignKey(CareClass, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="care_days")
    day = models.DateField(_("日期"))
    came_at = models.DateTimeField(_("到班时间"))
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(_("接走时间"), null=True)
    pickup = models.ForeignKey(
        Pickup, on_delete=models.RESTRICT, null=True, related_name="+", verbose_name=_("接送人")
    )
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("到班和接走")
        constraints = [
            models.UniqueConstraint(fields=["care_class", "day", "child"], name="one_care_day"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, pickup__isnull=True, handed_by__isnull=True)
                | Q(left_at__gte=F("came_at"), pickup__isnull=False, handed_by__isnull=False),
                name="nobody_leaves_with_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.day}"
