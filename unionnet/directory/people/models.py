# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.posts import Reach, reach_of
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId


class Person(models.Model):
    """A human being. Visitor, real-name user or member: three states, and only the first two are told by
    this row; a member has an active `Membership`."""

    class IdType(models.TextChoices):
        RESIDENT_ID = "resident_id", _("居民身份证")
        PASSPORT = "passport", _("护照")
        HK_MACAU_PERMIT = "hk_macau_permit", _("港澳居民来往内地通行证")
        TAIWAN_PERMIT = "taiwan_permit", _("台湾居民来往大陆通行证")

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    id_type = models.CharField(_("证件类型"), max_length=20, choices=IdType, blank=True)
    id_number = EncryptedTextField(null=True)
    id_index = BlindIndexField(null=True, unique=True)
    mobile = EncryptedTextField(null=True)
    mobile_index = BlindIndexField(null=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    occupation = models.CharField(_("职业类别"), max_length=40, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    real_name_at = models.DateTimeField(_("实名时间"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    # Of this object only, not of the row: set for the person of a request (middleware, posts.reach_of).
    is_asking = False
    roles_of_today: list[tuple[str, str]] | None = None
    within = ""

    class Meta:
        verbose_name = pgettext_lazy("register", "人员")
        constraints = [
            models.CheckConstraint(
                condition=Q(real_name_at__isnull=True) | Q(id_index__isnull=False), name="real_name_has_an_id"
            )
        ]
        indexes = [
            models.Index(fields=["mobile_index"], name="person_mobile"),
            models.Index(fields=["name", "id"], name="person_name"),
            # A tag that few or none have would otherwise be looked for in every row (80 ms of 200,000).
            # Standing has none: it is asked by path first, and with one the planner answered a county slower.
            GinIndex(fields=["tags"], name="person_tags"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("访客"))

    @property
    def is_real_name(self) -> bool:
        return self.real_name_at is not None

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


OPEN_STATES = ("applied", "supplement_requested")


class Accounts(BaseUserManager["Account"]):
    """Accounts are made by verbs; this only finds them, with the person whom every request asks for."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")


class Account(AbstractBaseUser):
    """A way to sign in. Several accounts (two phones) may belong to one person. Its phone is the one that
    receives the codes; `phone_proved_at` says when somebody last held it in their hand."""

    id = SequencedId(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    login = models.CharField(max_length=64, unique=True)
    mobile = EncryptedTextField(null=True)
    mobile_index = BlindIndexField(null=True, unique=True)
    phone_proved_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "login"
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.login


class Attempt(models.Model):
    """What the sign-in library counts, under the blind index of its key: see `actions/attempts.py`."""

    key = BlindIndexField(primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("登录次数")

    def __str__(self) -> str:
        return f"{self.until:%H:%M:%S}"


class Membership(models.Model):
    """A person's 会籍 in one union (MEM-01 … MEM-11). One active membership a person, in the database
    itself."""

    class State(models.TextChoices):
        APPLIED = "applied", _("待审核")
        SUPPLEMENT_REQUESTED = "supplement_requested", _("待补充")
        ACTIVE = "active", _("正常")
        REJECTED = "rejected", _("未通过")
        WITHDRAWN = "withdrawn", _("已退会")

    class Channel(models.TextChoices):
        STATION = "station", _("驿站扫码")
        EVENT = "event", _("活动扫码")
        UNIT = "unit", _("单位扫码")
        IMPORT = "import", _("批量导入")
        OFFICER = "officer", _("干部代录")
        ONLINE = "online", _("自助申请")

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(_("会籍状态"), max_length=24, choices=State, default=State.APPLIED)
    card_no = models.CharField(_("会员证号"), max_length=24, null=True, blank=True, unique=True)
    channel = models.CharField(_("入会渠道"), max_length=16, choices=Channel, default=Channel.ONLINE)
    join_code = models.ForeignKey(
        "JoinCode", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.CharField(_("工作单位或服务区域"), max_length=100, blank=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(_("补充说明"), max_length=300, blank=True)
    applied_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(_("审核期限"), null=True, blank=True)
    due_rule = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("会籍")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="active"), name="one_active_membership_a_person"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["applied", "supplement_requested"]),
                name="one_open_application_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "applied_at"], name="membership_queue"),
            models.Index(fields=["person", "-applied_at"], name="membership_history"),
            models.Index(
                fields=["applied_at", "id"],
                condition=Q(state__in=["applied", "supplement_requested"]),
                name="membership_open",
            ),
            models.Index(fields=["join_code", "applied_at"], name="membership_join_code"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Still with the union or with the applicant: not decided."""
        return self.state in OPEN_STATES


class JoinCode(models.Model):
    """A printed code that opens the joining form. It remembers where it hangs and for which event it
    was made.

    `place` is the public id of a station or venue: a plain value, since places stand above people.
    """

    code = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_codes")
    channel = models.CharField(max_length=16, choices=Membership.Channel)
    place = models.CharField(max_length=12, blank=True, db_index=True)
    place_name = models.CharField(max_length=100, blank=True)
    event = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("入会码")

    def __str__(self) -> str:
        return self.code


class Role(models.Model):
    """A person may do what a role allows, at an organisation and below, from one day to another."""

    class Name(models.TextChoices):
        OFFICER = "officer", _("工会干部")
        LEADER = "leader", _("领导")
        STATION_KEEPER = "station_keeper", _("驿站管理员")
        TEACHER = "teacher", _("教师")
        SYSTEM_ADMIN = "system_admin", _("系统管理员")
        SECURITY_ADMIN = "security_admin", _("安全管理员")
        AUDIT_ADMIN = "audit_admin", _("审计管理员")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=24, choices=Name)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        indexes = [
            models.Index(fields=["person", "since"], name="role_person"),
            models.Index(fields=["organisation", "since"], name="role_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="role_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_name_display()}"


class Standing(models.Model):
    """What the hot lane may know of a person: where they are a member, their tags and birthday. No
    name, no number.

    A projection kept by this app in the same transaction as its sources. `path` is "" for those who are
    no members.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    path = models.CharField(max_length=80, blank=True, db_collation="C")
    is_real_name = models.BooleanField(default=False)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    born_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["path"], name="standing_path")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.path}"


class Consent(models.Model):
    """What a person agreed to: purpose, the version of the words they saw, and when (PI-01 … PI-04)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="consent_person_purpose")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.version}"


class Opening(models.Model):
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


class Roster(models.Model):
    """One imported list, row by row: what became of each, in the order of the sheet. Holds no personal
    data itself; the rows that still wait are sealed in its parts.

    `outcomes` is a list of [row number, code, sentence, membership id or null], longer by one part each time.
    """

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rosters")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    event = models.CharField(pgettext_lazy("one event", "活动"), max_length=100, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")  # of the officer, for the reasons
    rows = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=list)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="roster_imported_once")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="roster_unfinished")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def decided(self) -> int:
        return self.accepted + self.refused


class RosterPart(models.Model):
    """Rows of a list that wait for the worker, sealed like everything else that names people. Gone once they
    are decided."""

    id = SequencedId(primary_key=True)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="parts")
    lines = EncryptedTextField()

    class Meta:
        verbose_name = _("待导入的名单")

    def __str__(self) -> str:
        return f"{self.roster_id} · {self.pk}"
