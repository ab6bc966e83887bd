# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto.fields import BlindIndexField, EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.casework.models.kinds import Flow, Kind

OPEN = ("received", "dispatched", "signed", "paused", "replied")
ENDED = ("closed", "checked", "archived", "rejected", "transferred", "merged", "terminated")
DONE = ("closed", "checked", "archived")


def spelt(public_id: str) -> str:
    """The number of a case as people read it aloud: ABCD-2345-WXYZ."""
    plain = public_id.upper()
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


class Case(Bound):
    """办件, one matter: who brought it, what it is, where it lies, by when it is answered.

    `holder` is the union whose turn it is. `steps` counts what happened, so that two officers never act on
    different versions. `parts` counts the units that help and have not answered: the lead waits for them.
    `missing` counts what its kind asks for before the end and is not there (`Need`).
    Its owner is a person, or a phone number (`phone`, sealed), or nobody.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("case", "待受理")
        DISPATCHED = "dispatched", pgettext_lazy("case", "待签收")
        SIGNED = "signed", pgettext_lazy("case", "办理中")
        PAUSED = "paused", pgettext_lazy("case", "暂停计时")
        REPLIED = "replied", pgettext_lazy("case", "已答复，待办结")
        CLOSED = "closed", pgettext_lazy("case", "已办结")
        CHECKED = "checked", pgettext_lazy("case", "已质检")
        ARCHIVED = "archived", pgettext_lazy("case", "已归档")
        REJECTED = "rejected", pgettext_lazy("case", "不予受理")
        TRANSFERRED = "transferred", pgettext_lazy("case", "已转其他单位")
        MERGED = "merged", pgettext_lazy("case", "已并入")
        TERMINATED = "terminated", pgettext_lazy("case", "已终止")

    class Channel(models.TextChoices):
        PHONE_PAGE = "page", _("手机")
        STATION = "station", _("驿站扫码")
        DESK = "desk", _("窗口登记")
        CALL = "call", _("来电")
        API = "api", _("其他系统")
        FROM_12345 = "12345", _("12345 转来")
        PROGRAMME = "programme", _("系统生成")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    grade = models.CharField(_("难易类别"), max_length=16)
    is_sensitive = models.BooleanField(default=False)
    flow = models.ForeignKey(Flow, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(_("来源"), max_length=9, choices=Channel)
    source_no = models.CharField(_("来源编号"), max_length=40, blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("内容"), max_length=4000, blank=True)
    words = SearchVectorField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(_("称呼"), max_length=60, blank=True)
    phone = EncryptedTextField(null=True)
    phone_index = BlindIndexField(null=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.RECEIVED)
    steps = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0, db_default=0)
    is_reopened = models.BooleanField(_("重新办理"), default=False)
    is_extended = models.BooleanField(_("已延期"), default=False)
    received_at = models.DateTimeField(_("收到时间"), db_default=Now())
    due_at = models.DateTimeField(_("办理期限"))
    due_rule = models.CharField(max_length=60)
    paused_at = models.DateTimeField(null=True)
    reply = models.TextField(_("答复"), max_length=4000, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    satisfied = models.BooleanField(_("是否满意"), null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("办件")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DONE, closed_at__isnull=False) | ~Q(state__in=DONE),
                name="a_closed_case_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_at__isnull=False)
                | (~Q(state="paused") & Q(paused_at__isnull=True)),
                name="a_paused_case_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="a_merged_case_says_into_which",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("replied", *DONE)) | Q(parts=0), name="a_reply_waits_for_the_parts"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DONE) | Q(missing=0), name="a_closed_case_lacks_nothing"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(phone_index__isnull=True),
                name="a_case_has_one_kind_of_owner",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="no_case_is_its_own_end"
            ),
            # What another system sent is the same matter when it is sent again.
            models.UniqueConstraint(
                fields=["organisation", "channel", "source_no"],
                condition=~Q(source_no=""),
                name="one_case_a_source_number",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(person__isnull=False), name="case_of_person"),
            models.Index(
                fields=["phone_index"], condition=Q(phone_index__isnull=False), name="case_of_phone"
            ),
            models.Index(fields=["organisation", "-id"], name="case_of_union"),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="case_merged_here"
            ),
            models.Index(fields=["split_from"], condition=Q(split_from__isnull=False), name="case_split_off"),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=OPEN), name="case_due"),
            GinIndex(fields=["words"], name="case_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """What its owner follows it by."""
        return spelt(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def grade_label(self) -> str:
        return self.kind.grade_label(self.grade)
