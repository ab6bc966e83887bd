# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.submissions.models.submissions import Submission


class Copy(Bound):
    """A submission shown to a union or a person who need only read it (待阅)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="copies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("抄送")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person__isnull=True)
                | Q(organisation__isnull=True, person__isnull=False),
                name="a_copy_is_for_one",
            ),
            models.UniqueConstraint(fields=["submission", "organisation"], name="one_copy_a_union"),
            models.UniqueConstraint(fields=["submission", "person"], name="one_copy_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.organisation_id or self.person_id}"


class Reading(Bound):
    """Somebody has read a submission they were shown."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="readings", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("阅读记录")
        constraints = [models.UniqueConstraint(fields=["submission", "person"], name="read_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.person_id}"
