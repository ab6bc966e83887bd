# SPDX-License-Identifier: Apache-2.0
"""The file of an activity put together for somebody who takes it along."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.activities.models.activities import Activity


class Bundle(Bound):
    """打包的活动档案: asked for by somebody, made piece by piece, there for some hours. Each sees their own,
    since who is on the list depends on whose eyes it is made for."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="bundles", db_index=False)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    language = models.CharField(max_length=10)
    done = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("打包的活动档案")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "asked_by"], condition=Q(made_at=None), name="one_bundle_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(made_at=None, expires_at=None)
                | Q(made_at__isnull=False, expires_at__isnull=False),
                name="a_bundle_goes_away",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "asked_by", "-id"], name="bundle_of_activity"),
            models.Index(fields=["asked_at"], condition=Q(made_at=None), name="bundle_in_the_making"),
            models.Index(fields=["expires_at"], condition=~Q(made_at=None), name="bundle_goes_away"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.done}"


class BundlePiece(models.Model):
    """One file made for a bundle; gone with its hours."""

    of = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("打包档案里的文件")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="a_piece_is_made_once")]

    def __str__(self) -> str:
        return self.name
