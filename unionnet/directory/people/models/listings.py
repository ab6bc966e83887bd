# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q

from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound


class Listing(Bound):
    """What a member is searched by, beside the path of their union: one index answers how somebody is called
    and where. Without it a search below a town reads every 王 of a province.

    Kept by triggers of the database (migration 0025): whoever has a standing with a path has a row. Only the
    paths of a subtree that moved are written afterwards, see `ListingMove`.
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


class ListingMove(models.Model):
    """A subtree whose listings still have the paths of before it moved, but for those the worker has written.

    To write forty thousand lines into three indexes of a whole province takes longer than all else that moves
    with a county. Until it is done, a search looks at the old paths too (`queries.listed_within`): no path is
    ever given twice, so nobody else is listed there.
    """

    from_path = models.CharField(max_length=80, db_collation="C")
    to_path = models.CharField(max_length=80, db_collation="C")
    done_to = models.CharField(max_length=80, blank=True, db_collation="C")  # the last path that is written

    def __str__(self) -> str:
        return f"{self.from_path} → {self.to_path}"

    def before(self, path: str) -> str | None:
        """Where what is at that path, or of it what moved, was before; None when nothing of it moved."""
        if path.startswith(self.to_path):
            return self.from_path + path[len(self.to_path) :]
        return self.from_path if self.to_path.startswith(path) else None
