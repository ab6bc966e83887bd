# SPDX-License-Identifier: Apache-2.0
"""Who is given what, and who has had it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.benefits.models.stock import Item, Movement, Stock

STANDS = Q(revoked_at=None)  # a receipt that counts


class Benefit(Bound):
    """普惠项目: what one union gives to members of its subtree, handed out there or further down. `open_to`
    narrows it to a part of that subtree, the other terms narrow it further; all that are set must hold.
    One that goes by list asks nobody where they are a member: winners may be of another union, or of none.
    One that is signed for `by_hand` asks for a signature, drawn or on paper; a code alone is not enough."""

    class Occasion(models.TextChoices):
        JOINING = "joining", _("入会")
        FESTIVAL = "festival", _("逢年过节")
        SEASON = "season", _("送清凉、送温暖")
        BIRTHDAY = "birthday", _("生日")
        MARRIAGE = "marriage", _("结婚")
        BIRTH = "birth", _("生育")
        HOSPITAL = "hospital", _("住院")
        DEATH = "death", _("去世慰问")
        RETIREMENT = "retirement", _("退休")
        SERVICE = "service", _("普惠服务")

    class Festival(models.TextChoices):
        NEW_YEAR = "new_year", _("元旦")
        SPRING = "spring", _("春节")
        QINGMING = "qingming", _("清明节")
        LABOUR_DAY = "labour_day", _("劳动节")
        DRAGON_BOAT = "dragon_boat", _("端午节")
        MID_AUTUMN = "mid_autumn", _("中秋节")
        NATIONAL_DAY = "national_day", _("国庆节")
        ETHNIC = "ethnic", _("经批准的少数民族节日")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    title = models.CharField(_("名称"), max_length=60)
    occasion = models.CharField(_("事由"), max_length=10, choices=Occasion, default=Occasion.SERVICE)
    festival = models.CharField(_("节日"), max_length=12, choices=Festival, blank=True)
    open_to = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("发给")
    )
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    joined_from = models.DateField(_("入会日期从"), null=True, blank=True)
    joined_until = models.DateField(_("入会日期到"), null=True, blank=True)
    by_list = models.BooleanField(_("只发给名单上的人"), default=False)
    by_hand = models.BooleanField(_("领取时本人手写签名"), default=False)
    per_person = models.PositiveSmallIntegerField(_("每人可领次数"), default=1)
    opens_at = models.DateTimeField(_("开始领取"))
    closes_at = models.DateTimeField(_("截止领取"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("普惠项目")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="benefit_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(per_person__gte=1, per_person__lte=366), name="benefit_per_person_in_reason"
            ),
            models.CheckConstraint(
                condition=(Q(occasion="festival") & ~Q(festival=""))
                | (~Q(occasion="festival") & Q(festival="")),
                name="a_festival_has_its_name",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="benefit_of_union"),
            models.Index(fields=["closes_at"], condition=Q(ended_at__isnull=True), name="benefit_open"),
        ]

    def __str__(self) -> str:
        return self.title


class Content(models.Model):
    """What a benefit gives each time: so many of an item."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="contents")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("物品"))
    quantity = models.PositiveSmallIntegerField(_("每次数量"), default=1)

    class Meta:
        verbose_name = _("项目内容")
        constraints = [
            models.UniqueConstraint(fields=["benefit", "item"], name="an_item_once_a_benefit"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="content_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.item_id}"


class Entitled(Bound):
    """Somebody on the list of a benefit that goes by list."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="entitled", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("领取名单")
        constraints = [models.UniqueConstraint(fields=["benefit", "person"], name="on_the_list_once")]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.person_id}"


class Telling(models.Model):
    """How far the word of a benefit has gone: that it may be fetched, or that it is about to lapse. Persons
    are told in the order of their ids, up to `through`; nobody is left once it is `done_at`."""

    class What(models.TextChoices):
        OPEN = "open", _("可以领取")
        CLOSING = "closing", _("快要截止")

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="tellings", db_index=False)
    what = models.CharField(max_length=7, choices=What)
    through = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("领取提醒的进度")
        constraints = [models.UniqueConstraint(fields=["benefit", "what"], name="one_telling_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.what} {self.through}"


class Signature(Bound):
    """What somebody drew when they were handed something: a small PNG as a data address, sealed. It stands
    behind the receipts of that one hand-out, and stays with them when they are revoked."""

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    picture = EncryptedTextField(verbose_name=_("手写签名"))
    at = models.DateTimeField(_("签名时间"))

    class Meta:
        verbose_name = _("手写签名")

    def __str__(self) -> str:
        return str(self.public_id)


class Receipt(Bound):
    """Somebody had one content of a benefit, for the `number`th time of at most `cap`. How they signed is
    `via`; the photographed list is the `paper`, what they drew the `signature`. `key` is that of the
    hand-out, so what a counter sends twice is one. One that was signed for by mistake stays, revoked with a
    reason; it counts for nothing, its number is free again, and `returned` is the movement that put the
    goods back."""

    class Via(models.TextChoices):
        CODE = "code", _("会员码签领")
        DRAWN = "drawn", _("手写签名")
        PAPER = "paper", _("签领表")
        DESK = "desk", _("经办人核对会员证")

    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    cap = models.PositiveSmallIntegerField(default=1)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    stock = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="+", db_index=False)
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="receipts")
    quantity = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    via = models.CharField(_("签领方式"), max_length=6, choices=Via)
    paper = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, null=True, related_name="receipts", db_index=False
    )
    key = models.UUIDField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("领取时间"))
    revoked_at = models.DateTimeField(_("收回时间"), null=True)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoke_reason = models.CharField(_("收回原因"), max_length=200, blank=True, db_default="")
    returned = models.ForeignKey(Movement, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("领取记录")
        constraints = [
            models.UniqueConstraint(
                fields=["content", "person", "number"], condition=STANDS, name="each_has_it_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, returned=None, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False, returned__isnull=False)
                & ~Q(revoke_reason=""),
                name="revoked_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=F("cap")), name="no_more_than_the_cap"
            ),
            models.CheckConstraint(
                condition=~Q(via="paper") | Q(paper__isnull=False), name="signed_on_something"
            ),
            models.CheckConstraint(
                condition=Q(via="drawn", signature__isnull=False) | ~Q(via="drawn") & Q(signature=None),
                name="drawn_is_a_signature",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="receipt_of_person"),
            models.Index(fields=["content", "organisation", "-id"], name="receipt_of_content"),
            models.Index(fields=["stock"], name="receipt_from_stock"),
            models.Index(fields=["key"], name="receipt_key"),
            models.Index(fields=["paper"], condition=Q(paper__isnull=False), name="receipt_paper"),
            models.Index(
                fields=["signature"], condition=Q(signature__isnull=False), name="receipt_signature"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_id} {self.person_id} {self.number}"
