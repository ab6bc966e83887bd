# SPDX-License-Identifier: Apache-2.0
"""困难职工帮扶: one household, one dossier (HW-01 … HW-16). What a household says of itself lies sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId

PENDING = ("draft", "applied", "returned", "first_checked", "visited", "checking", "checked", "published")
# From the first check on a household has one dossier. Not before: whoever fills in a form would learn from
# the refusal that somebody else's household is known here.
LIVE = ("first_checked", "visited", "checking", "checked", "published", "registered")


class Dossier(Bound):
    """困难职工家庭档案, from the first word of the one who applies until the household is forgotten.
    `organisation` is the desk that files it, `decider` that of the county or above, once it was passed up.
    `situation` and `particulars` are what the household says (HW-14), `first_by` who checked it first and
    `decided_by` who decided."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("hardship", "填写中")
        APPLIED = "applied", pgettext_lazy("hardship", "待初审")
        RETURNED = "returned", pgettext_lazy("hardship", "退回补充")
        FIRST_CHECKED = "first_checked", pgettext_lazy("hardship", "待入户走访")
        VISITED = "visited", pgettext_lazy("hardship", "待民政核对")
        CHECKING = "checking", pgettext_lazy("hardship", "民政核对中")
        CHECKED = "checked", pgettext_lazy("hardship", "待公示")
        PUBLISHED = "published", pgettext_lazy("hardship", "公示中")
        REGISTERED = "registered", pgettext_lazy("hardship", "已建档")
        REJECTED = "rejected", pgettext_lazy("hardship", "未通过")
        EXITED = "exited", pgettext_lazy("hardship", "已退出")
        WITHDRAWN = "withdrawn", pgettext_lazy("hardship", "已撤回")

    class Grade(models.TextChoices):
        DEEP = "deep", _("深度困难")
        ACCIDENTAL = "accidental", _("意外致困")
        RELATIVE = "relative", _("相对困难")
        SUBSISTENCE = "subsistence", _("低保户")
        MARGINAL = "marginal", _("低保边缘户")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("受理工会")
    )
    decider = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("状态"), max_length=16, choices=State, default=State.DRAFT)
    is_live = models.BooleanField(default=False)
    grade = models.CharField(_("困难类别"), max_length=12, choices=Grade, blank=True)
    situation = EncryptedTextField(null=True)
    particulars = EncryptedTextField(null=True)
    account = EncryptedTextField(null=True)
    bank = models.CharField(_("开户行"), max_length=60, blank=True)
    steps = models.PositiveIntegerField(default=0)
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    registered_on = models.DateField(_("建档日期"), null=True)
    review_due = models.DateField(_("复核到期日"), null=True)
    review_told = models.DateField(null=True)
    notice_until = models.DateField(_("公示结束"), null=True)
    better_since = models.DateField(_("好转起始"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    at = models.DateTimeField(_("申请时间"), db_default=Now())

    class Meta:
        verbose_name = _("困难职工档案")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=(*PENDING, "registered")),
                name="one_dossier_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, is_live=True) | (~Q(state__in=LIVE) & Q(is_live=False)),
                name="dossier_lives_by_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="registered")
                | Q(
                    first_by__isnull=False,
                    decided_by__isnull=False,
                    registered_on__isnull=False,
                    review_due__isnull=False,
                )
                & ~Q(first_by=F("decided_by"))
                & ~Q(grade=""),
                name="registered_by_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="dossier_of_person"),
            models.Index(fields=["organisation", "state", "-id"], name="dossier_of_desk"),
            models.Index(fields=["decider", "state", "-id"], name="dossier_of_decider"),
            models.Index(fields=["review_due"], condition=Q(state="registered"), name="dossier_to_review"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING


class HouseholdMember(Bound):
    """家庭成员, the one who applies among them. Of one number there is one row in live dossiers: `is_live`
    follows that of the dossier by a foreign key on both columns (migration 0001)."""

    class Relation(models.TextChoices):
        SELF = "self", pgettext_lazy("household", "本人")
        SPOUSE = "spouse", _("配偶")
        CHILD = "child", _("子女")
        PARENT = "parent", _("父母（含配偶父母）")
        OTHER = "other", _("其他共同生活的人")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="members", db_index=False)
    is_live = models.BooleanField(default=False)
    relation = models.CharField(_("与申请人的关系"), max_length=8, choices=Relation)
    name = EncryptedTextField()
    id_number = EncryptedTextField()
    id_index = BlindIndexField()
    state_of_life = EncryptedTextField(null=True)  # in their own words, what no question asks
    particulars = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("家庭成员")
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], condition=Q(is_live=True), name="one_household_one_dossier"
            ),
            models.UniqueConstraint(fields=["dossier", "id_index"], name="member_of_a_household_once"),
        ]
        indexes = [models.Index(fields=["dossier", "id"], name="members_of_household")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.relation}"


class Agreement(Bound):
    """单独同意: the one who applies agreed to these words, and until when (PI-04, PI-05)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="agreements", db_index=False)
    topic = models.CharField(max_length=8)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("帮扶单独同意")
        constraints = [models.UniqueConstraint(fields=["dossier", "topic"], name="agreed_once_to_a_topic")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.topic}"


class Proof(Bound):
    """A photo or document that goes with an application."""

    class Kind(models.TextChoices):
        INCOME = "income", _("收入证明")
        EXPENSE = "expense", _("支出凭证（医药、学费等）")
        SIGNED = "signed", _("签字的申请书和核对授权书")
        OTHER = "other", _("其他材料")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("困难证明材料")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"


class Visit(Bound):
    """入户走访: what was seen at home. `key` is given on the phone, so that what is sent twice is one."""

    id = SequencedId(primary_key=True)
    key = models.UUIDField(unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="visits")
    on_day = models.DateField(_("走访日期"))
    is_as_said = models.BooleanField(_("与申报一致"))
    found = EncryptedTextField()
    visited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("入户走访")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.on_day}"


class VisitPhoto(Bound):
    """What was photographed at a home. `key` is given on the phone, so that what is sent twice is one. A
    visit does not go before its photos: their files would stay behind."""

    key = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("走访照片")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key}"


class DossierStep(Bound):
    """One line of its story: who, when, for which union, why (X-06). What the household did has no union;
    what the clock did has no person either."""

    id = SequencedId(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="story", db_index=False)
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=Dossier.State)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    reason = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("帮扶办理记录")
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossier_step_made_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number} {self.move}"


class DossierOpening(Bound):
    """Somebody opened what the household said, and what for. The household reads it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="openings", db_index=False)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("用途"), max_length=100)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("档案查看记录")
        indexes = [models.Index(fields=["dossier", "-at"], name="openings_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.opened_by_id}"
