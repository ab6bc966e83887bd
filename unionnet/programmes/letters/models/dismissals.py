# SPDX-License-Identifier: Apache-2.0
"""解除劳动合同 (LS-04): what an employer told the union, what the union said to it, what came of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto.fields import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Dismissal(Bound):
    """One worker whom an employer is about to dismiss. Name and words are sealed, and go with time; `person`
    is known where a member within reach has that phone. `broken` names the articles of an objection, and is
    empty where the union has none."""

    class Ground(models.TextChoices):
        FAULT = "fault", _("职工有过失（第三十九条）")
        NO_FAULT = "no_fault", _("提前通知或者多付一个月工资（第四十条）")
        LAYOFF = "layoff", _("经济性裁员（第四十一条）")
        OTHER = "other", _("其他，或者没有说明")

    class Told(models.TextChoices):
        """How the union came to know."""

        WRITTEN = "written", _("单位书面通知")
        SPOKEN = "spoken", _("单位口头通知")
        UNHEARD = "unheard", _("单位没有通知，从别处得知")

    class State(models.TextChoices):
        TOLD = "told", pgettext_lazy("dismissal", "待工会答复")
        AGREED = "agreed", pgettext_lazy("dismissal", "工会无异议")
        OBJECTED = "objected", pgettext_lazy("dismissal", "待单位书面结果")
        ENDED = "ended", pgettext_lazy("dismissal", "单位已告知结果")

    class Result(models.TextChoices):
        WITHDRAWN = "withdrawn", pgettext_lazy("dismissal", "不再解除")
        CHANGED = "changed", pgettext_lazy("dismissal", "改变处理")
        UPHELD = "upheld", pgettext_lazy("dismissal", "坚持解除")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("答复的工会")
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(null=True)
    ground = models.CharField(_("解除的依据"), max_length=8, choices=Ground)
    reason = EncryptedTextField(null=True)
    told = models.CharField(_("怎样得知"), max_length=7, choices=Told)
    told_on = models.DateField(_("得知日期"))
    effective_on = models.DateField(_("解除日期"))
    answer_by = models.DateField(_("最晚答复"))
    is_reminded = models.BooleanField(default=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.TOLD)
    answered_at = models.DateTimeField(_("工会答复时间"), null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.CharField(_("文号"), max_length=40, blank=True)
    broken = models.CharField(_("违反的规定"), max_length=200, blank=True)
    objection = EncryptedTextField(null=True)
    result = models.CharField(_("单位的处理结果"), max_length=9, choices=Result, blank=True)
    result_on = models.DateField(_("书面告知日期"), null=True)
    result_text = EncryptedTextField(null=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("登记时间"), db_default=Now())

    class Meta:
        verbose_name = _("解除通知")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="told", answered_at__isnull=True, broken="")
                | Q(state="agreed", answered_at__isnull=False, broken="")
                | (Q(state="objected", answered_at__isnull=False) & ~Q(broken=""))
                | Q(state="ended", answered_at__isnull=True, broken="")
                | (Q(state="ended", answered_at__isnull=False) & ~Q(broken="")),
                name="a_dismissal_is_objected_to_by_an_article",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_to_a_dismissal_has_its_officer",
            ),
            # Where the name has gone with time, the words have too.
            models.CheckConstraint(
                condition=Q(broken="") | Q(objection__isnull=False) | Q(name__isnull=True),
                name="an_objection_has_its_reasons",
            ),
            models.CheckConstraint(
                condition=(~Q(state="ended") & Q(result="", result_on__isnull=True, ended_by__isnull=True))
                | (Q(state="ended", result_on__isnull=False, ended_by__isnull=False) & ~Q(result="")),
                name="an_ended_dismissal_has_a_result_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(result_text__isnull=False) | Q(name__isnull=True),
                name="a_result_of_a_dismissal_is_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True) | Q(result_on__gte=models.F("told_on")),
                name="no_result_before_the_union_knew",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="dismissal_of_union"),
            models.Index(fields=["answer_by", "id"], condition=Q(state="told"), name="dismissal_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.state}"

    @property
    def was_told_in_advance(self) -> bool:
        """By the employer, and before the day it takes effect."""
        return self.told != self.Told.UNHEARD and self.told_on < self.effective_on
