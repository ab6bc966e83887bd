# SPDX-License-Identifier: Apache-2.0
"""Applicants without a unit wait in a holding pool (周转池) until it is clear which union takes them in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.memberships import Membership
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class PoolEntry(Bound):
    """One application in a pool (MEM-06): what the applicant told about where they live and work, the union
    proposed from it with its reasons, and where it was sent. `reasons` is a list of [clue, weight]."""

    public_id = PublicIdField()
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="pool_entry")
    pool = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    residence = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    workplace = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    route = models.CharField(_("常走的路线"), max_length=100, blank=True)
    proposal = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reasons = models.JSONField(default=list)
    entered_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(_("分流期限"))
    due_rule = models.CharField(max_length=120)
    routed_to = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    routed_at = models.DateTimeField(null=True, blank=True)
    routed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_back_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_back_reason = models.CharField(_("退回理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("周转池申请")
        indexes = [
            models.Index(fields=["pool", "due_on", "id"], name="pool_queue", condition=Q(routed_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} · {self.pool}"
