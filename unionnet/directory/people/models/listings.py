# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q

from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound


class Listing(Bound):
    """What a member is searched by, beside the path of their union: one index answers how somebody is called
    and where. Without it a search below a town reads every 王 of a province.

    Kept by triggers of the database (migration 0025): whoever has a standing with a path has a row.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="listing", db_constraint=False
    )
    path = models.CharField(max_length=80, db_collation="C")
    name = models.CharField(max_length=60, db_collation="C")
    other_name = models.CharField(max_length=80, db_collation="C")
    pinyin = models.CharField(max_length=240, db_collation="C")
    initials = models.CharField(max_length=240, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["name", "path"], name="listing_name"),
            models.Index(fields=["pinyin", "path"], condition=Q(pinyin__gt=""), name="listing_pinyin"),
            models.Index(fields=["initials", "path"], condition=Q(initials__gt=""), name="listing_initials"),
            models.Index(fields=["other_name", "path"], condition=Q(other_name__gt=""), name="listing_other"),
        ]

    def __str__(self) -> str:
        return self.name
