# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.returns.models.forms import Indicator, Period
from unionnet.tools.returns.models.returns import Return


class Seal(Bound):
    """A period whose figures stand. From then on a trigger refuses every change to its returns and cells;
    `digest` is the SHA-256 of their content, which anybody may work out again."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="seal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("封存时间"), db_default=Now())
    digest = models.CharField(_("内容摘要"), max_length=64)
    units = models.PositiveIntegerField(_("已报单位数"))
    missing = models.PositiveIntegerField(_("未报单位数"))

    class Meta:
        verbose_name = _("封存记录")

    def __str__(self) -> str:
        return self.digest[:12]


class Supplement(Bound):
    """A correction after the seal (补报): the sealed figure stays, both are shown. It counts once the union
    that sealed has accepted it."""

    public_id = PublicIdField()
    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="supplements")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField()
    reason = models.CharField(_("补报理由"), max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("补报")
        constraints = [
            models.UniqueConstraint(
                fields=["of", "indicator"],
                condition=Q(accepted_at__isnull=True),
                name="one_supplement_waits_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(after__gte=0, after__lte=10**15) & ~Q(reason=""), name="a_supplement_says_why"
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | ~Q(before=F("after")),
                name="a_supplement_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | (Q(accepted_by__isnull=False, accepted_at__isnull=False) & ~Q(accepted_by=F("by"))),
                name="a_supplement_is_accepted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.indicator_id}: {self.before} → {self.after}"
