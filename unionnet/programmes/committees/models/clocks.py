# SPDX-License-Identifier: Apache-2.0
"""What runs against the clock: permissions asked above, reminders, and the state of each union."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.programmes.committees.models.bodies import Committee, Seat
from unionnet.tools.submissions.models import Submission

NO_TERM = date(9999, 12, 31)  # due last among the due: nobody has written a term down yet


class Permission(models.Model):
    """What the union above is asked to allow: an early or late re-election (ORG-20), or to move a chair or
    vice-chair before the term is over (ORG-28). It is asked by a letter, and the state follows that letter.
    `due_on` is set where silence means consent."""

    class Kind(models.TextChoices):
        EARLY = "early", _("提前换届")
        LATE = "late", _("延期换届")
        MOVE = "move", _("任期内调动主席、副主席")

    class State(models.TextChoices):
        WRITTEN = "written", _("待报送")
        ASKED = "asked", _("待答复")
        GRANTED = "granted", _("同意")
        SILENT = "silent", _("逾期未答复，视为同意")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    public_id = PublicIdField()
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="permissions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    # None only of those that were asked before letters carried them.
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField(_("新的届满日期"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.WRITTEN)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=120, blank=True)
    basis = models.CharField(_("依据文号"), max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("上级同意")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "kind"],
                condition=Q(state__in=["written", "asked"]),
                name="one_question_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="move", seat__isnull=False) | ~Q(kind="move") & Q(seat__isnull=True),
                name="a_move_is_of_a_seat",
            ),
            models.CheckConstraint(
                condition=~Q(kind="late") | Q(until__isnull=False), name="a_delay_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(asked_on__isnull=False), name="what_is_asked_says_when"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="asked"), name="permission_silence")]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.kind}"

    @property
    def is_granted(self) -> bool:
        return self.state in (self.State.GRANTED, self.State.SILENT)


class Reminder(models.Model):
    """That somebody was reminded: `term:30`, `vacant:60:2026-03-01`. Once."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="reminders")
    mark = models.CharField(max_length=24)
    at = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["committee", "mark"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.mark}"


class Checkup(Bound):
    """What a look at one union's committees found: a projection, so that a list of 480 is one question.

    Written in the transaction of every verb, and looked at again by the clock, since members come and go.
    Nothing here depends on the day: what is over or near is asked of `due_on`. `path` follows the tree.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    path = models.CharField(max_length=80, db_collation="C", unique=True)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True)
    due_on = models.DateField(default=NO_TERM)
    chair = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    vacant_since = models.DateField(null=True)
    waits_since = models.DateField(null=True)
    members = models.PositiveIntegerField(default=0)
    women = models.PositiveIntegerField(default=0)
    seated = models.PositiveSmallIntegerField(default=0)
    wrong_size = models.BooleanField(default=False)
    lacks_women_committee = models.BooleanField(default=False)
    lacks_fund_audit = models.BooleanField(default=False)
    is_renewing = models.BooleanField(default=False)
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("届情")
        indexes = [
            models.Index(fields=["checked_at"], name="checkup_oldest"),
            models.Index(fields=["due_on", "path"], name="checkup_due"),
            models.Index(
                fields=["vacant_since"], condition=Q(vacant_since__isnull=False), name="checkup_vacant"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(women__lte=F("members")), name="checkup_women_are_members")
        ]

    def __str__(self) -> str:
        return self.path
