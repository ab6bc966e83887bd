# SPDX-License-Identifier: Apache-2.0
"""Human beings, and what may be known and asked of them."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.pinyin import PinyinField
from unionnet.directory.people.posts import PostInForce, Reach, reach_of
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId

# Somebody of an old list, of whom the union does not know everything yet (待完善).
INCOMPLETE = Q(name__gt="") & (Q(id_index__isnull=True) | Q(mobile_index__isnull=True) | Q(occupation=""))

NOT_SPELT = Q(pinyin="") & ~Q(name="")


class Person(Bound):
    """A human being. Visitor, real-name user or member: three states, and only the first two are told by
    this row; a member has an active `Membership`."""

    class IdType(models.TextChoices):
        RESIDENT_ID = "resident_id", _("居民身份证")
        PASSPORT = "passport", _("护照")
        HK_MACAU_PERMIT = "hk_macau_permit", _("港澳居民来往内地通行证")
        TAIWAN_PERMIT = "taiwan_permit", _("台湾居民来往大陆通行证")
        RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
        PERMANENT_RESIDENCE = "permanent_residence", _("外国人永久居留身份证")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", "中文"
        ENGLISH = "en", "English"

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    pinyin = PinyinField()
    other_name = models.CharField(_("外文名或中文名"), max_length=60, blank=True, default="", db_default="")
    id_type = models.CharField(_("证件类型"), max_length=20, choices=IdType, blank=True)
    id_number = EncryptedTextField(null=True)
    id_index = BlindIndexField(null=True, unique=True)
    nationality = models.CharField(_("国籍"), max_length=3, blank=True, default="", db_default="")
    document_expires = models.DateField(_("证件有效期至"), null=True, blank=True)
    ending_told = models.DateField(null=True)  # the last day of which the holder was told in time
    mobile = EncryptedTextField(null=True)
    mobile_index = BlindIndexField(null=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    occupation = models.CharField(_("职业类别"), max_length=40, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(
        _("消息语言"), max_length=10, choices=Language, default=Language.CHINESE, db_default=Language.CHINESE
    )
    real_name_at = models.DateTimeField(_("实名时间"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    # Of this object only, not of the row: set for the person of a request (middleware, posts.reach_of).
    # `stands_in` is the lent post they act with, `stands_for` the person who lent it: the journal keeps both.
    is_asking = False
    posts_of_today: list[PostInForce] | None = None
    within = ""
    stands_in = 0
    stands_for: int | None = None

    class Meta:
        verbose_name = pgettext_lazy("register", "人员")
        constraints = [
            models.CheckConstraint(
                condition=Q(real_name_at__isnull=True) | Q(id_index__isnull=False), name="real_name_has_an_id"
            ),
            models.CheckConstraint(
                condition=Q(nationality="") | Q(nationality__regex="^[A-Z]{3}$"), name="nationality_form"
            ),
            models.CheckConstraint(
                condition=Q(document_expires__isnull=True) | Q(id_index__isnull=False),
                name="only_a_document_expires",
            ),
        ]
        indexes = [
            models.Index(fields=["mobile_index"], name="person_mobile"),
            models.Index(fields=["name", "id"], name="person_name"),
            models.Index(
                fields=["document_expires"],
                condition=Q(document_expires__isnull=False),
                name="person_document_expires",
            ),
            # One person with two passports is looked for by what stays: birthday and nationality.
            models.Index(
                fields=["born_on", "nationality"], condition=Q(nationality__gt=""), name="person_from_abroad"
            ),
            # Rows from before there was a pinyin, until the worker has spelt them.
            models.Index(fields=["id"], condition=NOT_SPELT, name="person_not_spelt"),
            models.Index(fields=["name"], condition=INCOMPLETE, name="person_incomplete"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("访客"))

    @property
    def is_real_name(self) -> bool:
        return self.real_name_at is not None

    @property
    def missing(self) -> list[str]:
        """Which of the entries of MEM-05 are not known (待完善): "id_number", "mobile", "occupation"."""
        known = {"id_number": self.id_index, "mobile": self.mobile_index, "occupation": self.occupation}
        return [field for field, value in known.items() if not value]

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None when the date of birth is unknown."""
        if self.born_on is None:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def reach(self, verb: str) -> Reach:
        """The parts of the tree where this person may use the verb today. Empty (and false) when nowhere."""
        return reach_of(self, verb)

    def may(self, verb: str, path: str = "") -> bool:
        """Whether the verb is open to this person anywhere, or at the organisation with that path."""
        reach = self.reach(verb)
        return reach.covers(path) if path else bool(reach)


class FormerDocument(Bound):
    """A document that was replaced by a newer one: whoever shows it is still the same person."""

    id = SequencedId(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_documents")
    id_type = models.CharField(_("证件类型"), max_length=20, choices=Person.IdType)
    id_number = EncryptedTextField()
    id_index = BlindIndexField(unique=True)
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("换发前的证件")

    def __str__(self) -> str:
        return f"{self.person_id} {self.id_type}"


class Standing(Bound):
    """What the hot lane may know of a person: where they are a member, their tags and birthday. No
    name, no number.

    A projection kept by this app in the same transaction as its sources. `path` is "" for those who are
    no members.
    """

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="+", db_constraint=False
    )
    path = models.CharField(max_length=80, blank=True, db_collation="C")
    is_real_name = models.BooleanField(default=False)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    born_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="standing_path"),
            # A tag that few or none have would otherwise be looked for in every row (80 ms of 200,000).
            GinIndex(fields=["tags"], name="standing_tags"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.path}"


class HandedTag(Bound):
    """A tag that a programme hands down to somebody's standing: enrolment may ask for it as for any other. It
    is never in `Person.tags`, which officers see, list, count and take away (decision 0054)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    tag = models.CharField(max_length=40)
    source = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("资格标签")
        constraints = [models.UniqueConstraint(fields=["person", "tag", "source"], name="handed_once")]
        indexes = [models.Index(fields=["source", "tag"], name="handed_by_programme")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.tag}"


class Consent(Bound):
    """What a person agreed to: purpose, the version of the words they saw, and when (PI-01 … PI-04)."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="consents", db_index=False, db_constraint=False
    )
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="consent_person_purpose")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.version}"


class Opening(Bound):
    """Somebody opened a masked field of a person, and why. The person it is about can read this (PI-06)."""

    class Field(models.TextChoices):
        ID_NUMBER = "id_number", _("证件号码")
        MOBILE = "mobile", _("手机号码")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    field = models.CharField(max_length=20, choices=Field)
    reason = models.CharField(_("查看理由"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="opening_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.field}"
