# SPDX-License-Identifier: Apache-2.0
"""A committee in one term, and who sits on it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Body(models.TextChoices):
    """What a union elects. A body of one is not called a committee (ORG-22, ORG-33, ORG-34)."""

    UNION_COMMITTEE = "union_committee", _("工会委员会")
    STANDING_COMMITTEE = "standing_committee", _("常务委员会")
    FUND_AUDIT_COMMITTEE = "fund_audit_committee", _("经费审查委员会")
    WOMEN_WORKERS_COMMITTEE = "women_workers_committee", _("女职工委员会")

    def called(self, size: int) -> str:
        """工会委员会, or the title of the one person who stands for it."""
        ones = {
            Body.UNION_COMMITTEE: gettext("工会主席（组织员）"),
            Body.FUND_AUDIT_COMMITTEE: gettext("经费审查委员"),
            Body.WOMEN_WORKERS_COMMITTEE: gettext("女职工委员"),
        }
        return ones.get(self, str(self.label)) if size == 1 else str(self.label)


class Post(models.TextChoices):
    """What somebody is on a committee, from the head of the table down."""

    CHAIR = "chair", _("主席（主任）")
    EXECUTIVE_VICE_CHAIR = "executive_vice_chair", _("常务副主席")
    VICE_CHAIR = "vice_chair", _("副主席（副主任）")
    MEMBER = "member", _("委员")


class Committee(Bound):
    """One body of a union in one term. `until` is the day the term is over, `ended_on` the day the next one
    began. `size` counts the seats, also those that are empty."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(_("机构"), max_length=24, choices=Body)
    session = models.PositiveSmallIntegerField(_("届次"))
    size = models.PositiveSmallIntegerField(_("委员名额"))
    since = models.DateField(_("任期开始"))
    until = models.DateField(_("任期届满"))
    ended_on = models.DateField(null=True, blank=True)
    basis = models.CharField(_("批复文号"), max_length=60, blank=True)
    rule = models.CharField(max_length=120)
    election = models.ForeignKey("Election", on_delete=models.PROTECT, null=True, related_name="committees")

    class Meta:
        verbose_name = _("两委")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="term_has_length"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")), name="term_ends_in_order"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="committee_has_a_seat"),
            models.UniqueConstraint(
                fields=["organisation", "body"],
                condition=Q(ended_on__isnull=True),
                name="one_sitting_committee_a_body",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "body", "-since"], name="committee_history"),
            models.Index(
                fields=["until"],
                condition=Q(ended_on__isnull=True, body="union_committee"),
                name="committee_term_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.called} {self.session}"

    @property
    def called(self) -> str:
        return Body(self.body).called(self.size)

    @property
    def is_sitting(self) -> bool:
        return self.ended_on is None

    def days_left(self, today: date) -> int:
        """Negative once the term is over."""
        return (self.until - today).days


class Seat(Bound):
    """Somebody sits on a committee from one day to another. `name` only where the register does not know
    the person; neither once they are forgotten."""

    class Leaving(models.TextChoices):
        TERM_ENDED = "term_ended", _("任期届满")
        RESIGNED = "resigned", _("辞职")
        MOVED = "moved", _("工作调动")
        RETIRED = "retired", _("退休")
        REMOVED = "removed", _("罢免")
        DECEASED = "deceased", _("去世")
        REPOSTED = "reposted", _("改任")
        UNION_ENDED = "union_ended", _("工会撤销或合并")
        OTHER = "other", _("其他")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    post = models.CharField(_("职务"), max_length=24, choices=Post, default=Post.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    leaving = models.CharField(_("离任原因"), max_length=12, choices=Leaving, blank=True)
    note = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("席位")
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=True) | Q(name=""), name="seat_has_one_name"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, leaving="") | Q(until__gte=F("since")) & ~Q(leaving=""),
                name="seat_left_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(post="chair", until__isnull=True),
                name="one_chair_a_committee",
            ),
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(until__isnull=True), name="one_seat_a_person"
            ),
        ]
        indexes = [models.Index(fields=["person", "-since"], name="seat_of_person")]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.post}"

    @property
    def holder(self) -> str:
        return (self.person.name if self.person else self.name) or "—"
