# SPDX-License-Identifier: Apache-2.0
"""Tries that must be earned first."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.benefits.models.raffles import Raffle


class Earned(Bound):
    """One try somebody earned in a raffle that asks for it: the `number`th by this `way` on that day, of at
    most `cap`. What the ways are is for the programme to say that gives them."""

    raffle = models.ForeignKey(Raffle, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=12)
    on = models.DateField()
    number = models.PositiveSmallIntegerField()
    cap = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("得到的抽奖机会")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "raffle", "way", "on", "number"], name="each_chance_earned_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=F("cap")), name="no_more_chances_than_the_cap"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.raffle_id} {self.person_id} {self.way}"
