# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Opinion(Bound):
    """What somebody who came says of a station, and the answer. Nobody needs an account or a phone for it; a
    phone that was left is there for the answer alone and is forgotten with it. `key` makes a form that is
    sent twice one opinion."""

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(_("意见和建议"), max_length=300)
    phone = EncryptedTextField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_default=Now())
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    is_shown = models.BooleanField(_("在驿站页面公布"), default=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("对驿站的意见")
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="opinion_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", is_shown=False)
                | Q(answered_at__isnull=False, answered_by__isnull=False, phone__isnull=True) & ~Q(answer=""),
                name="answered_opinion_forgets_the_phone",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "-at"], name="opinion_of_site"),
            models.Index(
                fields=["site", "-answered_at"], condition=Q(is_shown=True), name="opinion_on_the_page"
            ),
        ]

    def __str__(self) -> str:
        return self.text
