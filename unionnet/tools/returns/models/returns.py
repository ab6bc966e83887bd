# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.returns.models.forms import Check, Indicator, Period

HANDED_OVER = ("sent", "accepted", "sealed")


class Return(Bound):
    """What one union fills for one period. `steps` counts what happened, so that two officers never act on
    different versions of it."""

    class State(models.TextChoices):
        TO_FILL = "to_fill", pgettext_lazy("return", "待填报")
        FILLED = "filled", pgettext_lazy("return", "待审签")
        SENT = "sent", pgettext_lazy("return", "已报送")
        RETURNED = "returned", pgettext_lazy("return", "已退回")
        ACCEPTED = "accepted", pgettext_lazy("return", "已接收")
        SEALED = "sealed", pgettext_lazy("return", "已封存")

    public_id = PublicIdField()
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="returns", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.TO_FILL)
    steps = models.PositiveIntegerField(default=0)
    filled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("报送时间"), null=True)
    # Why it was sent back, until it is sent again.
    note = models.CharField(_("退回理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("填报表")
        constraints = [
            models.UniqueConstraint(fields=["period", "organisation"], name="one_return_a_union"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted", "sealed"])
                | Q(sent_at__isnull=False, filled_by__isnull=False),
                name="a_return_sent_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("filled_by")),
                name="nobody_signs_their_own_return",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(note=""), name="a_return_sent_back_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["period", "state"], name="return_progress"),
            models.Index(fields=["organisation", "state"], name="return_tray"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.period}"

    @property
    def is_with_unit(self) -> bool:
        """Figures may still be changed."""
        return self.state in (self.State.TO_FILL, self.State.RETURNED)


class Step(Bound):
    """One change of state: who, when, where, why (X-06)."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="history", db_index=False)
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=Return.State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("填报记录")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="a_return_moves_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number} {self.move}"


class Cell(Bound):
    """One figure of one return. `number` is whole: a count, or 分. `fact` is what the system itself counted:
    another number needs a reason. `version` lets the later of two who type into one cell see the first."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="cells", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField(null=True)
    text = models.CharField(max_length=500, blank=True, db_default="")
    fact = models.BigIntegerField(null=True)
    reason = models.CharField(_("与系统数不同的原因"), max_length=200, blank=True, db_default="")
    mark = models.CharField(_("退回批注"), max_length=200, blank=True, db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("填报数字")
        constraints = [
            models.UniqueConstraint(fields=["of", "indicator"], name="one_cell_an_indicator"),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0, number__lte=10**15), name="cell_number"
            ),
            models.CheckConstraint(
                condition=Q(fact__isnull=True) | Q(number=F("fact")) | ~Q(reason=""),
                name="another_number_than_the_facts_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.indicator_id}: {self.number}"


class Explanation(Bound):
    """Why a warning does not matter here."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="explanations", db_index=False)
    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("审核说明")
        constraints = [models.UniqueConstraint(fields=["of", "check_of"], name="one_explanation_a_check")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.check_of_id}"
