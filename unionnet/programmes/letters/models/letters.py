# SPDX-License-Identifier: Apache-2.0
"""一函两书 (LS-01): 提示函 and 意见书 to an employer, 建议书 to an authority; each follows the one before."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case


class Letter(Bound):
    """One of the three papers, about one employer. `before` is the one it follows, and `before_kind` its
    kind, so that the database keeps the order. It names no worker: the case it comes from does."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("提示函")
        OPINION = "opinion", _("意见书")
        PROPOSAL = "proposal", _("建议书")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("接受，已经或将要改正")
        REFUSED = "refused", pgettext_lazy("letter", "不接受")

    class Reminded(models.TextChoices):
        """What was said of its term; each of them once."""

        NOTHING = "", ""
        NEAR = "near", _("快到期")
        LATE = "late", _("已超期")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(_("文种"), max_length=8, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("发文工会")
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位")
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    before_kind = models.CharField(max_length=8, blank=True)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    to = models.CharField(_("主送"), max_length=120)
    problem = models.TextField(_("发现的问题和依据"), max_length=4000)
    demand = models.TextField(pgettext_lazy("letter", "要求"), max_length=2000)
    investigators = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("拟文时间"), db_default=Now())
    delivered_at = models.DateTimeField(_("送达时间"), null=True)
    receipt = models.CharField(_("回执"), max_length=120, blank=True)
    due_at = models.DateTimeField(_("答复期限"), null=True)
    reminded = models.CharField(max_length=4, choices=Reminded, default=Reminded.NOTHING, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answer = models.CharField(_("答复"), max_length=8, choices=Answer, blank=True)
    answer_text = models.TextField(_("答复内容"), max_length=4000, blank=True)
    settled_at = models.DateTimeField(_("核实时间"), null=True)
    is_mended = models.BooleanField(_("是否改正"), null=True)

    class Meta:
        verbose_name = _("一函两书")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reminder", before__isnull=True, before_kind="")
                | Q(kind="opinion", before__isnull=False, before_kind="reminder")
                | Q(kind="proposal", before__isnull=False, before_kind="opinion"),
                name="letters_follow_in_order",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, due_at__isnull=True, receipt="")
                | (Q(delivered_at__isnull=False, due_at__isnull=False) & ~Q(receipt="")),
                name="a_delivered_letter_has_receipt_and_term",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, delivered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_follows_delivery",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, is_mended__isnull=True)
                | Q(settled_at__isnull=False, is_mended__isnull=False, delivered_at__isnull=False),
                name="what_is_settled_says_how",
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"], condition=~Q(number=""), name="one_letter_a_number"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="letter_of_union"),
            models.Index(
                fields=["due_at"],
                condition=Q(answered_at__isnull=True, settled_at__isnull=True),
                name="letter_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.employer_id}"

    @property
    def is_waiting(self) -> bool:
        """Delivered, and the employer has not answered."""
        return self.delivered_at is not None and self.answered_at is None and self.settled_at is None
