# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.wording import in_words
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import BlindIndexField
from unionnet.foundation.ids import PublicIdField


class Message(Bound):
    """What an officer writes to many: drafted, looked at with its count, confirmed, spread in batches."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("发给哪个工会的会员")
    )
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("正文"), max_length=1000)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    by_text = models.BooleanField(_("同时发短信"), default=False)
    people = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)
    last_person_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("群发通知")
        indexes = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="message_of_organisation"),
            models.Index(
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False, finished_at__isnull=True),
                name="message_being_spread",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """draft, spreading or spread: derived, never stored."""
        if self.confirmed_at is None:
            return "draft"
        return "spread" if self.finished_at else "spreading"


class Notice(Bound):
    """Something one person is told. `title` and `text` are message ids, spoken with `facts` in the reader's
    language; `key` makes telling twice harmless."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    facts = models.JSONField(null=True)
    url = models.CharField(max_length=300, db_default="")
    key = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("消息")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["message"], condition=Q(read_at__isnull=False), name="notice_message_read"),
            models.Index(fields=["created_at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def headline(self) -> str:
        return in_words(self.title, self.facts)

    @property
    def body(self) -> str:
        return in_words(self.text, self.facts)


class Delivery(models.Model):
    """One notice on its way through one outer channel. The inbox needs none: the notice is there at once."""

    class Channel(models.TextChoices):
        SMS = "sms", _("短信")
        WECHAT = "wechat", _("微信服务通知")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("未送达")

    class Rank(models.IntegerChoices):
        URGENT = 0
        ORDINARY = 1
        BULK = 2

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, db_default=State.WAITING)
    rank = models.PositiveSmallIntegerField(choices=Rank, db_default=Rank.ORDINARY)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    next_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=80, db_default="")
    trouble = models.CharField(max_length=200, db_default="")

    class Meta:
        verbose_name = _("投递")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivered_once_by_a_channel")
        ]
        indexes = [
            models.Index(fields=["rank", "next_at", "id"], condition=Q(state="waiting"), name="delivery_due")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel} {self.state}"


class Preference(Bound):
    """A person turned a channel on or off for a family of notices. Without a row the default holds."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Delivery.Channel)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "family", "channel"], name="one_preference_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.family} {self.channel} {self.is_on}"


class CodeTurn(models.Model):
    """When codes went to a phone in the last 24 hours. The phone itself is not here, only its blind index."""

    mobile_index = BlindIndexField(unique=True)
    sent = ArrayField(models.DateTimeField())

    def __str__(self) -> str:
        return f"{len(self.sent)}"


class TextBudget(Bound):
    """How many text messages a union pays for on one day."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    texts_a_day = models.PositiveIntegerField(_("每日短信上限"))

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.texts_a_day}"


class TextsSpent(Bound):
    """Text messages sent for a union on one day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    spent = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="texts_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.day} {self.spent}"
