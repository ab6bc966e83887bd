# SPDX-License-Identifier: Apache-2.0
"""Nouns of the people on the phone: who sits, who calls, every word written meanwhile, what is said often."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto.fields import BlindIndexField, EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.casework.models import Case, Kind


class Seat(Bound):
    """坐席: somebody sits at the phone of a union, since a moment, until they rise. `extension` is what the
    switchboard calls the phone before them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    extension = models.CharField(_("分机号"), max_length=12, blank=True)
    since = models.DateTimeField(_("开始值班"), db_default=Now())
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("坐席")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_seat_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["organisation", "extension"],
                condition=Q(until__isnull=True) & ~Q(extension=""),
                name="one_seat_an_extension",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_seat_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "since"], condition=Q(until__isnull=True), name="seat_taken_now"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class Call(Bound):
    """来电: one call to a union, by the number its switchboard gave it. `begun_at` is the earliest moment
    that was told of it. Whoever `taken_by` names ends it: with a case, or with the reason why there is none.
    `kind` and `grade` are what the seat took it for."""

    class Ending(models.TextChoices):
        CASE = "case", pgettext_lazy("call", "已登记为办件")
        PROGRESS = "progress", pgettext_lazy("call", "只问办件进展，已告知")
        SILENT = "silent", pgettext_lazy("call", "无声或没有说完就挂断")
        WRONG = "wrong", pgettext_lazy("call", "打错电话")
        NUISANCE = "nuisance", pgettext_lazy("call", "骚扰电话")
        UNREACHED = "unreached", pgettext_lazy("call", "回拨没有人接")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(_("话务平台的来电编号"), max_length=64)
    phone = EncryptedTextField(null=True)
    phone_index = BlindIndexField(null=True)
    begun_at = models.DateTimeField(_("来电时间"))
    rang_at = models.DateTimeField(_("响铃时间"), null=True)
    answered_at = models.DateTimeField(_("接听时间"), null=True)
    hung_up_at = models.DateTimeField(_("挂断时间"), null=True)
    recording = models.CharField(_("录音编号"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)
    ending = models.CharField(_("结果"), max_length=9, choices=Ending, blank=True)
    settled_at = models.DateTimeField(null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    grade = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = _("来电")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_call_a_number"),
            models.CheckConstraint(condition=~Q(number=""), name="a_call_has_its_number"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="a_call_is_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ending="", settled_at__isnull=True)
                | (~Q(ending="") & Q(settled_at__isnull=False, taken_by__isnull=False)),
                name="an_ended_call_says_how",
            ),
            models.CheckConstraint(
                condition=Q(ending="case", case__isnull=False, kind__isnull=False)
                | (~Q(ending="case") & Q(case__isnull=True, kind__isnull=True)),
                name="a_call_became_a_case_or_none",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "begun_at", "id"],
                condition=Q(taken_by__isnull=True, settled_at__isnull=True),
                name="call_waiting",
            ),
            models.Index(
                fields=["taken_by", "taken_at"],
                condition=Q(taken_by__isnull=False, settled_at__isnull=True),
                name="call_in_hand",
            ),
            models.Index(fields=["organisation", "-begun_at", "-id"], name="call_of_union"),
            models.Index(
                fields=["phone_index", "-begun_at"],
                condition=Q(phone_index__isnull=False),
                name="call_of_phone",
            ),
            models.Index(fields=["begun_at"], name="call_by_hour"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def is_missed(self) -> bool:
        """Rang, and the caller hung up before anybody answered: somebody rings back."""
        return self.answered_at is None and self.hung_up_at is not None


class CallEvent(Bound):
    """What a switchboard said, once for each of its event ids. Rows are only added."""

    class What(models.TextChoices):
        RING = "ring", _("响铃")
        ANSWER = "answer", _("接听")
        HANG_UP = "hang_up", _("挂断")
        RECORDING = "recording", _("录音")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.CharField(max_length=64)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events", db_index=False)
    what = models.CharField(max_length=9, choices=What)
    at = models.DateTimeField()
    heard_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("话机事件")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "event"], name="an_event_is_heard_once")
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.what}"


class Draft(Bound):
    """What has been written during a call and not sent: one a call, sealed. `sequence` grows with every
    change in the browser, so that a request that comes late changes nothing."""

    id = SequencedId(primary_key=True)
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="draft")
    words = EncryptedTextField()
    sequence = models.BigIntegerField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("来电草稿")

    def __str__(self) -> str:
        return f"{self.call_id} {self.sequence}"


class Phrase(Bound):
    """话术模板: words that are said often, by a short key. Those of a union serve all below it; of two with
    one key the nearer union's counts."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(_("快捷键"), max_length=8)
    text = models.TextField(_("内容"), max_length=1000)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("话术模板")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_phrase_a_key",
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z]{1,8}$") & ~Q(text=""), name="a_phrase_has_key_and_text"
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.key}"
