# SPDX-License-Identifier: Apache-2.0
"""What becomes of a membership after the joining: its days, its way to another union, its end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.memberships import Membership
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class MembershipSpan(Bound):
    """From `since` to before `until` this membership was in this union and state. The spans of a membership
    meet without a gap, so a day has one answer: what held when that day ended. A slip that was undone keeps
    its row and no day (`since` = `until`).

    A new span says the person and the union of its membership, and names an actor who exists: a trigger looks
    at all rows of a statement at once (0022 of docs/decisions)."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="spans", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=24, choices=Membership.State)
    move = models.CharField(max_length=30)
    since = models.DateField(_("生效日期"))
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    basis = models.CharField(_("依据文号"), max_length=80, blank=True)
    paper = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    is_undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("会籍变动")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(until__isnull=True), name="one_span_a_membership_now"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="span_dates_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "since"], name="span_organisation"),
            models.Index(fields=["person", "since"], name="span_person"),
            models.Index(fields=["membership"], name="span_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.state} {self.since}"


class Transfer(Bound):
    """会籍接转 (MEM-08): out of one union and into another. Each side acts by its day; the one that asked has
    acted already. Done when both have."""

    class Side(models.TextChoices):
        MEMBER = "member", _("本人")
        LEAVING = "leaving", _("转出工会")
        RECEIVING = "receiving", _("转入工会")

    class Outcome(models.TextChoices):
        OPEN = "", _("办理中")
        DONE = "done", _("已接转")
        REFUSED = "refused", _("未接转")
        TAKEN_BACK = "taken_back", _("已撤回")
        UNDONE = "undone", _("已恢复原状")

    public_id = PublicIdField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="transfers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_union = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_union = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    was = models.CharField(max_length=24)
    asked_as = models.CharField(_("提出方"), max_length=10, choices=Side)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(db_default=Now())
    reason = models.CharField(_("理由"), max_length=300)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    due_on = models.DateField(_("办理期限"))
    due_rule = models.CharField(max_length=120)
    escalated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answer = models.CharField(_("答复"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("会籍接转")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(outcome=""), name="one_open_transfer_a_membership"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True)
                | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="transfer_closed_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="transfer_person"),
            models.Index(fields=["from_union", "due_on"], name="transfer_leaving", condition=Q(outcome="")),
            models.Index(fields=["to_union", "due_on"], name="transfer_receiving", condition=Q(outcome="")),
            models.Index(fields=["due_on", "id"], name="transfer_open", condition=Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_union_id}→{self.to_union_id}"

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def waits_for(self) -> str:
        """Whose turn it is; "" when closed."""
        if not self.is_open:
            return ""
        return self.Side.LEAVING if self.released_at is None else self.Side.RECEIVING


class Departure(models.Model):
    """A member's written request to leave. Leaving is free (MEM-01); the committee declares it (MEM-10)."""

    public_id = PublicIdField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="departures")
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(_("办理期限"))
    due_rule = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True, blank=True)
    was_taken_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("退会申请")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(closed_at__isnull=True), name="one_open_departure"
            )
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="departure_open", condition=Q(closed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.asked_at:%Y-%m-%d}"
