# SPDX-License-Identifier: Apache-2.0
"""技能稳岗、技能扶贫: a course with two kinds of places, under one address (ledger S2-15)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.enrolment.models import Offer


class FreeCourse(Bound):
    """The row that joins: free places for those who may, ordinary ones for everybody. Which of the two
    somebody is shown, enrolment says by their standing; nobody else is shown that there are others."""

    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    ordinary = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")
    free = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")
    fee = models.PositiveIntegerField(_("学费（分）"))
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("帮扶培训")

    def __str__(self) -> str:
        return f"{self.public_id}"
