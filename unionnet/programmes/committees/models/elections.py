# SPDX-License-Identifier: Apache-2.0
"""A re-election from its preparation to the new term."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.programmes.committees.models.bodies import Body, Post
from unionnet.tools.submissions.models import Submission

OVER = ("approved", "abandoned")


class Election(Bound):
    """One re-election of a union (换届). Its figures are those of the day it was prepared."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("筹备")
        COUNTED = "counted", _("已选举")
        SUBMITTED = "submitted", _("已报批")
        APPROVED = "approved", _("已批复")
        ABANDONED = "abandoned", _("已取消")

    class Meeting(models.TextChoices):
        MEMBERS_MEETING = "members_meeting", _("会员大会")
        MEMBERS_CONGRESS = "members_congress", _("会员代表大会")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.PREPARING)
    session = models.PositiveSmallIntegerField(_("届次"))
    years = models.PositiveSmallIntegerField(_("任期（年）"))
    members = models.PositiveIntegerField(_("会员人数"))
    women = models.PositiveIntegerField(_("女会员人数"))
    meeting = models.CharField(_("会议形式"), max_length=20, choices=Meeting)
    should_attend = models.PositiveIntegerField(_("应到会人数"))
    held_on = models.DateField(_("选举日期"), null=True, blank=True)
    # The letter that asks for approval: the state follows it once it is sent.
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.CharField(_("批复文号"), max_length=60, blank=True)
    decided_on = models.DateField(_("批复日期"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("换届选举")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~Q(state__in=["approved", "abandoned"]),
                name="one_open_election_a_union",
            ),
            models.CheckConstraint(condition=Q(women__lte=F("members")), name="women_are_members"),
            models.CheckConstraint(
                condition=~Q(state__in=["counted", "submitted", "approved"]) | Q(held_on__isnull=False),
                name="counted_means_held",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(basis="") & Q(decided_on__isnull=False)),
                name="approved_has_a_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="election_of_union"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.session}"

    @property
    def is_open(self) -> bool:
        return self.state not in OVER


class Race(models.Model):
    """One body to be elected: how many seats, and who attended. The standing committee is elected by the
    union committee, all others by the meeting."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="races")
    body = models.CharField(max_length=24, choices=Body)
    seats = models.PositiveSmallIntegerField(_("名额"))
    should_attend = models.PositiveIntegerField(_("应到会人数"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("实到会人数"), null=True, blank=True)

    class Meta:
        verbose_name = _("选举项")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["election", "body"], name="one_race_a_body"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="race_has_a_seat"),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(attended__lte=F("should_attend")),
                name="no_more_attended_than_should",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.body}"

    @property
    def called(self) -> str:
        return Body(self.body).called(self.seats)


class Candidate(Bound):
    """Somebody stands for a body. `again` counts a second vote among those with equal votes."""

    race = models.ForeignKey(Race, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    post = models.CharField(_("拟任职务"), max_length=24, choices=Post, default=Post.MEMBER)
    votes = models.PositiveIntegerField(_("得票"), null=True, blank=True)
    again = models.PositiveIntegerField(_("再次投票得票"), null=True, blank=True)

    class Meta:
        verbose_name = _("候选人")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(name=""), name="candidate_has_one_name"
            ),
            models.UniqueConstraint(fields=["race", "person"], name="one_candidacy_a_person"),
            models.UniqueConstraint(
                fields=["race", "name"], condition=~Q(name=""), name="one_candidacy_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.race_id} {self.post}"

    @property
    def holder(self) -> str:
        return (self.person.name if self.person else self.name) or "—"
