# SPDX-License-Identifier: Apache-2.0
"""What a person asked of us about their own data."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId


class Copy(Bound):
    """A copy of everything held about a person, made by the worker, for that person only, for some days. The
    archive is sealed like all else that names people."""

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="zh-hans")
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now())
    made_at = models.DateTimeField(_("生成时间"), null=True)
    expires_at = models.DateTimeField(_("失效时间"), null=True)
    fetched_at = models.DateTimeField(_("下载时间"), null=True)
    archive = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("本人信息副本")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(made_at__isnull=True), name="one_copy_in_the_making"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(made_at__isnull=True), name="copy_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def is_good(self, at: datetime) -> bool:
        return self.expires_at is not None and at < self.expires_at


class Closure(Bound):
    """An account is to be closed and its person forgotten, after some days in which one may think again.
    For somebody who died a relative asks through an officer, with a paper."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now())
    final_at = models.DateTimeField(_("生效时间"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(_("撤回时间"), null=True)
    done_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = _("注销申请")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(taken_back_at__isnull=True, done_at__isnull=True),
                name="one_closure_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["final_at"],
                condition=Q(taken_back_at__isnull=True, done_at__isnull=True),
                name="closure_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.final_at:%Y-%m-%d}"


class Correction(Bound):
    """A name or document that was written down wrongly, and what it should be, sealed. The union decides by
    the paper; what is my own word (phone, occupation) needs none of this."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待审核")
        ACCEPTED = "accepted", _("已更正")
        REFUSED = "refused", _("未通过")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wanted = EncryptedTextField(null=True)
    reason = models.CharField(_("理由"), max_length=200)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now())
    decided_at = models.DateTimeField(_("办结时间"), null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("更正申请")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_correction_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state", "id"], name="correction_queue")]

    def __str__(self) -> str:
        return self.get_state_display()
