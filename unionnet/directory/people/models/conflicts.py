# SPDX-License-Identifier: Apache-2.0
"""What is claimed of somebody and does not fit what the register holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.life import Transfer
from unionnet.directory.people.models.memberships import Membership
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Conflict(Bound):
    """`person` and `held_by` are what the register holds; `claim` (sealed) and `organisation` what somebody
    sent in. Nothing is changed until an officer decides; `before` (sealed) is what a decision wrote over. A
    decision that is undone keeps its row, and the matter is opened anew."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("同一份证件")
        PHONE = "phone", _("同一个手机号")
        CLAIM = "claim", _("本人认领档案")

    class Origin(models.TextChoices):
        APPLYING = "applying", _("本人申请")
        IMPORTING = "importing", _("导入名单")
        ENTERING = "entering", _("干部代录")

    class Decision(models.TextChoices):
        OPEN = "", _("待核对")
        SAME_PERSON = "same_person", _("同一人，合并")
        DIFFERENT_PEOPLE = "different_people", _("不是同一人，各自保留")
        FREE_PHONE = "free_phone", _("手机号已换人，解除登记")
        TRANSFER = "transfer", _("同一人，改办会籍接转")
        JOINED = "joined", _("并入同一件一起核对")  # by a merger of unions, never chosen

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    kind = models.CharField(max_length=10, choices=Kind)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    held_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    claim = EncryptedTextField()
    claim_index = BlindIndexField()
    claimant = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_phone_proved = models.BooleanField(default=False)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    due_on = models.DateField(_("核对期限"))
    due_rule = models.CharField(max_length=120)
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.OPEN, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    before = EncryptedTextField(null=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("信息冲突")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person", "organisation", "claim_index"],
                condition=Q(decision=""),
                name="one_open_conflict_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="conflict_decided_with_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "due_on"], name="conflict_claim", condition=Q(decision="")),
            models.Index(fields=["held_by", "due_on"], name="conflict_record", condition=Q(decision="")),
            models.Index(fields=["-decided_at", "-id"], name="conflict_decided", condition=~Q(decision="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"

    @property
    def is_open(self) -> bool:
        return not self.decision
