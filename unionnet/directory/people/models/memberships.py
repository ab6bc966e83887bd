# SPDX-License-Identifier: Apache-2.0
"""会籍: how a person comes into a union and stays there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField

# Binds a person to a union (MEM-07, MEM-11); who retains 会籍 has no vote (MEM-09).
VOTING_STATES = ("active", "transferring", "auto_withdraw_proposed")
MEMBER_STATES = (*VOTING_STATES, "retained")
# With a union that decides, or in a pool that looks for one (MEM-06).
OPEN_STATES = ("applied", "supplement_requested")
UNDECIDED_STATES = (*OPEN_STATES, "in_holding_pool")
BINDING_STATES = (*MEMBER_STATES, *UNDECIDED_STATES)


class Membership(Bound):
    """A person's 会籍 (MEM-01 … MEM-11): one joining that goes with them from union to union. `organisation`
    and `state` are those of now, `MembershipSpan` has those of every day. One binds a person, in the database
    itself; `decided_at` stays the day of joining."""

    class State(models.TextChoices):
        APPLIED = "applied", _("待审核")
        SUPPLEMENT_REQUESTED = "supplement_requested", _("待补充")
        ACTIVE = "active", _("正常")
        IN_HOLDING_POOL = "in_holding_pool", _("待分流")
        TRANSFERRING = "transferring", _("接转中")
        RETAINED = "retained", _("保留会籍")
        AUTO_WITHDRAW_PROPOSED = "auto_withdraw_proposed", _("拟自动退会")
        REJECTED = "rejected", _("未通过")
        WITHDRAWN = "withdrawn", _("已退会")
        EXPELLED = "expelled", _("已开除会籍")
        DECEASED = "deceased", _("已去世")

    class Channel(models.TextChoices):
        STATION = "station", _("驿站扫码")
        EVENT = "event", _("活动扫码")
        UNIT = "unit", _("单位扫码")
        IMPORT = "import", _("批量导入")
        OFFICER = "officer", _("干部代录")
        ONLINE = "online", _("自助申请")

    public_id = PublicIdField()
    # Its keys are checked and locked by a trigger, once a statement (0022).
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", db_index=False, db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        db_index=False,
        db_constraint=False,
    )
    state = models.CharField(_("会籍状态"), max_length=24, choices=State, default=State.APPLIED)
    card_no = models.CharField(_("会员证号"), max_length=24, null=True, blank=True, unique=True)
    channel = models.CharField(_("入会渠道"), max_length=16, choices=Channel, default=Channel.ONLINE)
    join_code = models.ForeignKey(
        "JoinCode",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    roster = models.ForeignKey(
        "Roster",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        db_index=False,
        db_constraint=False,
    )
    unit = models.CharField(_("工作单位或服务区域"), max_length=100, blank=True)
    paper = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    answer = models.CharField(_("补充说明"), max_length=300, blank=True)
    applied_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(_("审核期限"), null=True, blank=True)
    due_rule = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("会籍")
        # A province comes in by list: each index that another one makes needless is time of every row.
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=MEMBER_STATES), name="one_union_a_person"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=UNDECIDED_STATES),
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
            models.Index(
                fields=["join_code", "applied_at"],
                condition=Q(join_code__isnull=False),
                name="membership_join_code",
            ),
            models.Index(fields=["paper"], condition=Q(paper__isnull=False), name="membership_paper"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="membership_ended"),
            models.Index(fields=["roster"], condition=Q(roster__isnull=False), name="membership_roster"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Still with the union or with the applicant: not decided."""
        return self.state in UNDECIDED_STATES

    @property
    def is_member(self) -> bool:
        return self.state in MEMBER_STATES

    @property
    def has_vote(self) -> bool:
        """To vote and to stand: not while 会籍 is only retained (MEM-09)."""
        return self.state in VOTING_STATES


class JoinCode(Bound):
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
