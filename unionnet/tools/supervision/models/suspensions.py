# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.supervision.models.items import Item, Part


class Suspension(Bound):
    """中止 (SV-02): from `since` the item and the clocks of its parts stand still, until somebody resumes it
    or by itself on the day `until`. `ended_by` is nobody when the clock did. A trigger holds it and the state
    of the item together: an item is suspended while one of these is open, and at no other time."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(_("中止理由"), max_length=500)
    since = models.DateField(_("中止日期"))
    until = models.DateField(_("恢复日期"), null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("中止")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_at__isnull=True), name="an_item_is_suspended_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (Q(until__isnull=True) | Q(until__gt=F("since"))),
                name="a_suspension_says_why_and_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_on__isnull=True, ended_by__isnull=True)
                | (
                    Q(ended_at__isnull=False, ended_on__gte=F("since"))
                    & (Q(ended_by__isnull=False) | Q(until__isnull=False, ended_on=F("until")))
                ),
                name="a_suspension_ends_by_hand_or_on_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="suspension_over"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.since}"


class Postponement(Bound):
    """By how much one suspension moved the day a part is due: a card of an earlier day is worked out from
    the day before."""

    suspension = models.ForeignKey(Suspension, on_delete=models.PROTECT, related_name="postponements")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="postponements")
    before = models.DateField(_("原期限"))
    until = models.DateField(_("顺延到"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("期限顺延")
        constraints = [
            models.UniqueConstraint(fields=["part", "suspension"], name="postponed_once_a_suspension"),
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="postponed_to_a_later_day"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.until}"
