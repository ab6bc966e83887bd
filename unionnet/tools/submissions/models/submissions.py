# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.submissions.models.kinds import Kind
from unionnet.tools.submissions.models.numbers import DocumentNumber

OPEN_STATES = ("sent", "reviewed", "on_notice")


class Submission(Bound):
    """What one union asks of a union above it. `holder` is where it lies now; `steps` counts what happened,
    so that two officers never act on different versions of it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("submission", "草稿")
        SENT = "sent", pgettext_lazy("submission", "待办理")
        REVIEWED = "reviewed", pgettext_lazy("submission", "已审核，待批复")
        ON_NOTICE = "on_notice", pgettext_lazy("submission", "公示中")
        RETURNED = "returned", pgettext_lazy("submission", "已退回")
        APPROVED = "approved", pgettext_lazy("submission", "同意")
        REFUSED = "refused", pgettext_lazy("submission", "不同意")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "已撤回")
        REVOKED = "revoked", pgettext_lazy("submission", "复核未通过")

    public_id = PublicIdField()
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    decider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"), max_length=8000, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    # The page of the programme that began it, and the reply it proposes.
    url = models.CharField(max_length=200, blank=True)
    proposed_reply = models.TextField(max_length=8000, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    steps = models.PositiveIntegerField(default=0)
    number = models.OneToOneField(DocumentNumber, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(db_default=Now())
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(_("办理期限"), null=True)
    due_rule = models.CharField(max_length=60, blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    notice_until = models.DateField(_("公示截止"), null=True)
    reply_number = models.OneToOneField(DocumentNumber, on_delete=models.PROTECT, null=True, related_name="+")
    reply = models.TextField(_("批复正文"), max_length=8000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("批复日期"), null=True)
    recheck_on = models.DateField(_("复核日期"), null=True)

    class Meta:
        verbose_name = _("申报")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused", "revoked"])
                | Q(reply_number__isnull=False, decided_on__isnull=False, decided_by__isnull=False),
                name="decided_with_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(sent_at__isnull=False),
                name="what_is_sent_says_when",
            ),
            models.CheckConstraint(condition=~Q(sender=F("decider")), name="nobody_asks_themselves"),
            models.CheckConstraint(
                condition=Q(state="on_notice", notice_until__isnull=False) | ~Q(state="on_notice"),
                name="a_notice_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "state"], name="submission_tray"),
            models.Index(fields=["sender", "-id"], name="submission_sent"),
            models.Index(fields=["kind", "sender"], name="submission_quota"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=["sent", "reviewed", "on_notice"]),
                name="submission_due",
            ),
            models.Index(fields=["recheck_on"], condition=Q(state="approved"), name="submission_recheck"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """With a union above that has not answered yet."""
        return self.state in OPEN_STATES

    @property
    def is_with_sender(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class Step(Bound):
    """One change of state: who, when, where, why, on which basis, with which papers (X-06)."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="history", db_index=False
    )
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=Submission.State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    papers = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        verbose_name = _("办理记录")
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="a_step_is_made_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.number} {self.move}"


class Paper(Bound):
    """A file that goes with it. One that was replaced stays, since a step may have rested on it."""

    public_id = PublicIdField()
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="papers")
    key = models.CharField(max_length=24, blank=True)
    title = models.CharField(_("名称"), max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("随文附件")

    def __str__(self) -> str:
        return self.title
