# SPDX-License-Identifier: Apache-2.0
"""代表委员意见 (SV-02): what deputies, committee members, outdoor workers and station keepers said at an
event, how it was talked over face to face, what they were answered in writing, and whether that will do."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto.fields import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.activities.models import Activity
from unionnet.tools.casework.models import Case
from unionnet.tools.submissions.models import DocumentNumber
from unionnet.tools.supervision.models import Item

MOST_ROUNDS = 2


class Stage(models.TextChoices):
    """Where a proposal stands. Derived (`queries.with_stage`), never stored."""

    TO_CONSULT = "to_consult", _("待当面协商")
    TO_REPLY = "to_reply", _("待书面答复")
    TO_JUDGE = "to_judge", _("已答复，待评价")
    AGAIN = "again", _("不满意，待再次协商")
    SATISFIED = "satisfied", _("满意")
    UNSATISFIED = "unsatisfied", _("再次答复后仍不满意")
    ENDED = "ended", _("未办理")


class Event(Bound):
    """视察 or 协商 of a union. Its file is an activity: that one has plan, place, photos, outcome."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("视察")
        CONSULTATION = "consultation", _("一线协商")

    public_id = PublicIdField()
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=12, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("视察、协商活动")

    def __str__(self) -> str:
        return f"{self.kind} {self.activity_id}"


class Participant(Bound):
    """Somebody from outside who took part. They need no account: name and phone are sealed, and both go with
    time, while what they asked for stays."""

    class Role(models.TextChoices):
        DEPUTY = "deputy", _("人大代表")
        MEMBER = "member", _("政协委员")
        WORKER = "worker", _("户外职工代表")
        KEEPER = "keeper", _("驿站负责人")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("身份"), max_length=6, choices=Role)
    name = EncryptedTextField(null=True)
    phone = EncryptedTextField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("参加视察、协商的代表委员")

    def __str__(self) -> str:
        return f"{self.event_id} {self.role}"


class Proposal(Bound):
    """意见, of one participant and one case, which has its number and its clock. `item` is the task that came
    of it; with `follows_stations` its page shows how many stations there were at the event and are now."""

    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="proposals")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, related_name="+")
    follows_stations = models.BooleanField(_("看驿站数量的变化"), default=False)
    tasked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    task_ended_at = models.DateTimeField(_("任务结束时间"), null=True)

    class Meta:
        verbose_name = _("代表委员意见")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    item__isnull=True,
                    tasked_by__isnull=True,
                    task_ended_at__isnull=True,
                    follows_stations=False,
                )
                | Q(item__isnull=False, tasked_by__isnull=False),
                name="a_task_of_a_proposal_says_who_made_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.participant_id}"


class Consultation(Bound):
    """当面协商 before a reply: when, where, what was said. Its evidence lies with the papers of the case. The
    second round is for who was not satisfied with the first reply."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="consultations", db_index=False
    )  # one_consultation_a_round begins with it
    round = models.PositiveSmallIntegerField(_("第几轮"))
    held_on = models.DateField(_("协商日期"))
    place = models.CharField(_("地点"), max_length=80)
    words = models.TextField(_("协商情况"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("当面协商记录")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "round"], name="one_consultation_a_round"),
            models.CheckConstraint(condition=Q(round__range=(1, MOST_ROUNDS)), name="handled_once_more_only"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.round}"


class Reply(Bound):
    """书面答复 with its number. It stands upon the consultation of its round, so that there is none without.
    Whoever holds the paper has `code`, and says with it whether they are satisfied."""

    public_id = PublicIdField()
    code = PublicIdField()
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="reply")
    number = models.OneToOneField(DocumentNumber, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("答复内容"), max_length=4000)
    signer = models.CharField(_("签发人"), max_length=30)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("答复时间"), db_default=Now())
    satisfied = models.BooleanField(_("是否满意"), null=True)
    remark = models.TextField(_("评价意见"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    judged_at = models.DateTimeField(_("评价时间"), null=True)

    class Meta:
        verbose_name = _("书面答复")
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfied__isnull=True, judged_at__isnull=True, judged_by__isnull=True)
                | Q(satisfied__isnull=False, judged_at__isnull=False),
                name="a_judged_reply_says_how_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number_id}"
