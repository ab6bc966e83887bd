# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.enrolment.models.offers import Offer, OfferGroup


class Draw(Bound):
    """A drawing of lots, in three steps anyone can check: the seed is committed to before anyone enters,
    the roster before the drawing, and both are opened by it. For one lottery offer, or a group by wishes."""

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, null=True, related_name="draw")
    group = models.OneToOneField(OfferGroup, on_delete=models.PROTECT, null=True, related_name="draw")
    seed = EncryptedTextField()
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField(db_default=Now())
    roster = models.JSONField(default=list)
    roster_root = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True)
    public_word = models.CharField(_("现场公开数"), max_length=60, blank=True)
    order = models.JSONField(default=list)
    result = models.JSONField(default=list)
    capacity = models.JSONField(default=dict)
    passed_over = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("抽签")
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, group__isnull=True)
                | Q(offer__isnull=True, group__isnull=False),
                name="a_draw_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | Q(frozen_at__isnull=False),
                name="drawn_after_the_roster_froze",
            ),
        ]

    def __str__(self) -> str:
        return self.commitment
