# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Length(models.Func):
    """How many an array holds; null without an array."""

    function = "cardinality"
    output_field = models.IntegerField()


class Seal(Bound):
    """The figures of one month of a union and all below it, as the registers were when it was sealed. Rows
    are only ever added: what the registers say later is shown beside it, as a correction."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("月份"))
    cut_off = models.DateField(_("截止日期"))
    fewest_employees = models.PositiveIntegerField()
    sealed_at = models.DateTimeField(db_default=Now())
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("封存的月度数字")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="sealed_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="seal_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(cut_off__gt=F("month")), name="seal_cut_off_in_the_month"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.month:%Y-%m}"


class Figure(models.Model):
    """One cell of a sealed month: so many, of so many (X-05), and which they are. Cells never overlap, so a
    tier, a region or the whole is the sum of its cells.

    `place` is the path of the union directly below for unions, the region code for employers. `key` is the
    kind of union or the industry. `counted` and `others` are the ids behind the two numbers; members have
    none, since a list of people is not kept twice.
    """

    class Definition(models.TextChoices):
        UNIONS = "unions", _("小三级建会率")
        EMPLOYERS = "employers", _("用人单位建会率")
        MEMBERS = "members", _("职工入会率")

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="figures")
    definition = models.CharField(max_length=12, choices=Definition)
    place = models.CharField(max_length=80, blank=True, db_collation="C")
    key = models.CharField(max_length=32, blank=True)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    counted = ArrayField(models.BigIntegerField(), null=True)
    others = ArrayField(models.BigIntegerField(), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "definition", "place", "key"], name="figure_cell_once"),
            models.CheckConstraint(
                condition=Q(definition="members")
                | Q(
                    Q(counted__isnull=False, others__isnull=False),
                    Exact(Length("counted"), F("numerator")),
                    Exact(Length("others"), F("denominator") - F("numerator")),
                ),
                name="figure_agrees_with_its_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.place} {self.key} {self.numerator}/{self.denominator}"
