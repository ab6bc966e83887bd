# SPDX-License-Identifier: Apache-2.0
"""会员服务卡 (MEM-16): a card with a bank, for an approved member who agreed to it apart."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Consent, Membership, Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId

LIVE = ("requested", "sent", "issued")


class CardRequest(Bound):
    """One request and what became of it. The parcel for the bank is sealed while it waits and gone once it
    was sent; of the card only the last four digits are kept."""

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("card", "待送银行")
        SENT = "sent", pgettext_lazy("card", "银行制卡中")
        ISSUED = "issued", pgettext_lazy("card", "已发卡")
        REFUSED = "refused", pgettext_lazy("card", "银行未受理")
        RETURNED = "returned", pgettext_lazy("card", "已退卡")
        LOST = "lost", pgettext_lazy("card", "已挂失")
        WITHDRAWN = "withdrawn", pgettext_lazy("card", "已撤回")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("本人"))
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    bank = models.CharField(_("银行"), max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.REQUESTED)
    parcel = EncryptedTextField(null=True)
    requested_at = models.DateTimeField(_("申请时间"), db_default=Now())
    sent_at = models.DateTimeField(_("送银行时间"), null=True, blank=True)
    receipt = models.CharField(_("银行回执"), max_length=60, blank=True)
    tail = models.CharField(_("卡号末四位"), max_length=4, blank=True)
    issued_at = models.DateTimeField(_("发卡时间"), null=True, blank=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.CharField(_("现场发卡的活动"), max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("会员服务卡")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=LIVE), name="one_live_card_a_person"
            ),
            models.CheckConstraint(
                condition=Q(parcel__isnull=True) | Q(state="requested"), name="parcel_only_while_it_waits"
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True) | ~Q(state__in=["requested", "sent"]),
                name="card_issued_after_it_was_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="card_of_person"),
            models.Index(fields=["membership", "state"], name="card_of_membership"),
            models.Index(fields=["id"], condition=Q(state="requested"), name="card_waiting"),
        ]

    @property
    def organisation(self) -> Organisation:
        """The union that the member asked as a member of."""
        return self.membership.organisation

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
