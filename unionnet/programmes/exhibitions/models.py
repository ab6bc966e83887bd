# SPDX-License-Identifier: Apache-2.0
"""Nouns of an exhibition: what is shown where and until when, its works, and who came on which day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class Exhibition(Bound):
    """A show of a union, for the members below it or for everybody who is signed in. It can be seen from the
    day it opens to the day it closes, once it is published and until it is taken down."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("展览名称"), max_length=60)
    about = models.TextField(_("前言"), max_length=2000, blank=True)
    place = models.CharField(_("现场地点"), max_length=80, blank=True)
    opens_on = models.DateField(_("开展日期"))
    closes_on = models.DateField(_("闭展日期"))
    is_for_all = models.BooleanField(_("本会以外的人也可以看"), default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    reason = models.CharField(_("撤展原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("作品展")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_show_opens_then_closes"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None) | (Q(published_at__isnull=False) & ~Q(reason="")),
                name="a_show_taken_down_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="show_of_union"),
            models.Index(
                fields=["closes_on"],
                condition=Q(published_at__isnull=False, taken_down_at=None),
                name="show_that_is_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_on_show(self) -> bool:
        return self.published_at is not None and self.taken_down_at is None


class Work(Bound):
    """One work with its author. It is shown when the author has agreed, until it is taken down."""

    class Kind(models.TextChoices):
        CALLIGRAPHY = "calligraphy", _("书法")
        PAINTING = "painting", _("绘画")
        PHOTO = "photo", pgettext_lazy("work", "摄影")
        CRAFT = "craft", _("手工艺")
        OTHER = "other", pgettext_lazy("work", "其他")

    public_id = PublicIdField()
    exhibition = models.ForeignKey(Exhibition, on_delete=models.PROTECT, related_name="works", db_index=False)
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("作品名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    author = models.CharField(_("作者"), max_length=40, blank=True)
    author_unit = models.CharField(_("作者单位"), max_length=60, blank=True)
    about = models.CharField(_("作品说明"), max_length=300, blank=True)
    picture = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    small = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(_("作者同意展出的日期"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
    taken_down_at = models.DateTimeField(null=True)
    reason = models.CharField(_("撤下原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("展出作品")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down_at=None, reason="") | (Q(taken_down_at__isnull=False) & ~Q(reason="")),
                name="a_work_taken_down_says_why",
            )
        ]
        indexes = [models.Index(fields=["exhibition", "position", "id"], name="work_in_order")]

    def __str__(self) -> str:
        return self.title


class Asking(Bound):
    """The author of a work, asked on their own phone whether it may be shown. What they say decides: nobody
    writes a day of consent over it."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("同意展出")
        REFUSED = "refused", _("不同意展出")
        WITHDRAWN = "withdrawn", _("撤回了同意")

    public_id = PublicIdField()
    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="asking")
    exhibition = models.ForeignKey(Exhibition, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(_("作者的答复"), max_length=9, choices=Answer, blank=True)
    words = models.CharField(_("想说的话"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("作者的授权")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", words="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_time",
            )
        ]
        indexes = [models.Index(fields=["person", "-id"], name="asking_of_author")]

    def __str__(self) -> str:
        return f"{self.work_id} {self.answer}"


class Visit(Bound):
    """Somebody looked at it on a day: one 人次, however often they came back that day."""

    exhibition = models.ForeignKey(
        Exhibition, on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name = _("观展")
        constraints = [
            models.UniqueConstraint(fields=["exhibition", "person", "on"], name="one_visit_a_person_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.exhibition_id} {self.on}"
