# SPDX-License-Identifier: Apache-2.0
"""What a station must have (ST-01), and the best ones (ST-07)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.tools.submissions.models import Submission


class StandardCheck(Bound):
    """A station was held against the list of its region on a day: what was asked, what was there, by which
    rule. The last one counts; what the register knows by itself is not taken from the officer."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    asked = ArrayField(models.CharField(max_length=16))
    met = ArrayField(models.CharField(max_length=16))
    note = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=60)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("达标检查")
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="one_standard_check_a_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"

    @property
    def missing(self) -> list[str]:
        return [code for code in self.asked if code not in self.met]


class Candidacy(Bound):
    """A station asks to be named a best one (最美工会驿站) in a year: beside the submission that goes up."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("最美工会驿站")
        constraints = [models.UniqueConstraint(fields=["site", "year"], name="candidate_once_a_year")]
        indexes = [
            models.Index(
                fields=["-named_on"], condition=models.Q(named_on__isnull=False), name="best_stations"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.year}"
