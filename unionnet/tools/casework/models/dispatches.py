# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.casework.models.cases import Case
from unionnet.tools.casework.models.kinds import Kind

# Waits for this union to do something; the union still answers for it.
TRAY = ("received", "sent", "signed", "answered")
LIVE = (*TRAY, "below", "replied")


class Dispatch(Bound):
    """派单: one union's share in one case, a line of its tray. The first is that of the union that took the
    case in, and has no `sender`. `above` is the dispatch it was sent on from. It holds no words.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("dispatch", "待受理")
        SENT = "sent", pgettext_lazy("dispatch", "待签收")
        SIGNED = "signed", pgettext_lazy("dispatch", "办理中")
        BELOW = "below", pgettext_lazy("dispatch", "已转下级")
        ANSWERED = "answered", pgettext_lazy("dispatch", "下级已答复")
        REPLIED = "replied", pgettext_lazy("dispatch", "已答复")
        CLOSED = "closed", pgettext_lazy("dispatch", "已办结")
        RETURNED = "returned", pgettext_lazy("dispatch", "已退回")
        RECALLED = "recalled", pgettext_lazy("dispatch", "已收回")
        ENDED = "ended", pgettext_lazy("dispatch", "已了结")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispatches", db_index=False)
    number = models.PositiveIntegerField()
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    sender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(max_length=16)
    # As in its case, copied by the database: a tray is read without the cases, each behind its wall.
    is_sensitive = models.BooleanField(db_default=False, editable=False)
    is_lead = models.BooleanField(default=True)
    # Assigned by the union that settles disputes: it may not be returned.
    is_final = models.BooleanField(default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State)
    sent_at = models.DateTimeField()
    sign_due_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    due_at = models.DateTimeField()
    is_paused = models.BooleanField(default=False)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    callbacks = models.PositiveSmallIntegerField(default=0)
    satisfied = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("派单")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="a_dispatch_is_made_once"),
            models.UniqueConstraint(
                fields=["case", "unit"],
                condition=Q(state__in=(*LIVE, "closed")),
                name="a_unit_has_one_share_in_a_case",
            ),
            models.CheckConstraint(
                condition=Q(sender__isnull=True, sign_due_at__isnull=True)
                | Q(sender__isnull=False, sign_due_at__isnull=False),
                name="what_is_sent_is_signed_for_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "below", "answered", "replied"))
                | Q(sender__isnull=True)
                | Q(signed_at__isnull=False),
                name="who_works_on_it_has_signed",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed"),
                name="a_closed_dispatch_says_when",
            ),
            models.CheckConstraint(
                condition=Q(satisfied__lte=F("callbacks")), name="satisfied_of_those_called"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at", "id"], condition=Q(state__in=TRAY), name="dispatch_tray"),
            # What is overdue below a union, for its rates: counted without reading the lines themselves.
            models.Index(
                fields=["unit", "due_at"],
                include=["kind", "grade", "sent_at", "is_paused"],
                condition=Q(state__in=LIVE),
                name="dispatch_live",
            ),
            models.Index(fields=["unit", "-id"], name="dispatch_of_unit"),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=LIVE), name="dispatch_due"),
            models.Index(fields=["sign_due_at", "id"], condition=Q(state="sent"), name="dispatch_unsigned"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.state}"

    @property
    def deadline(self) -> object:
        """What runs out first for the union: signing for it, then answering."""
        return self.sign_due_at if self.state == self.State.SENT else self.due_at


class Reminder(Bound):
    """Said once of a dispatch: that its time is nearly over, or over."""

    class What(models.TextChoices):
        UNSIGNED = "unsigned", _("逾期未签收")
        NEAR = "near", _("快到期")
        LATE = "late", _("已超期")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="reminders", db_index=False)
    what = models.CharField(max_length=8, choices=What)
    due_at = models.DateTimeField()
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("催办")
        constraints = [
            # Another deadline, after an extension, is spoken of anew.
            models.UniqueConstraint(fields=["dispatch", "what", "due_at"], name="dispatch_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.what}"
