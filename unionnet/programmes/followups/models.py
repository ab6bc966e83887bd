# SPDX-License-Identifier: Apache-2.0
"""会后任务: what a meeting asked for, followed to its end."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.activities.models import FollowUp
from unionnet.tools.supervision.models import Item


class Followed(Bound):
    """A follow-up item of an activity, and the item of the office that follows it. It is done when that one
    closes."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("会后任务的督办")

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.item_id}"
