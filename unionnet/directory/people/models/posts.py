# SPDX-License-Identifier: Apache-2.0
"""Who may do what, where, and for how long."""

from __future__ import annotations

from itertools import combinations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound

THREE = ("system_admin", "security_admin", "audit_admin")


def _never_both(one: str, other: str) -> ExclusionConstraint:
    """Nobody holds these two posts on the same day. Adjacent is the relation of a range to its neighbour and
    never to itself, so two posts of one kind do not exclude each other; and it needs no extension."""
    number = Case(When(name=one, then=1), default=2, output_field=models.IntegerField())
    return ExclusionConstraint(
        name=f"never_{one}_and_{other}",
        expressions=[
            (Func("person_id", "person_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (Func("since", "until", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
            (Func(number, number + 1, function="int4range"), RangeOperators.ADJACENT_TO),
        ],
        condition=Q(name__in=[one, other]),
    )


class Role(Bound):
    """A person may do what a role allows, at an organisation and below, from one day to another."""

    class Name(models.TextChoices):
        OFFICER = "officer", _("工会干部")
        LEADER = "leader", _("领导")
        STATION_KEEPER = "station_keeper", _("驿站管理员")
        TEACHER = "teacher", _("教师")
        SYSTEM_ADMIN = "system_admin", _("系统管理员")
        SECURITY_ADMIN = "security_admin", _("安全管理员")
        AUDIT_ADMIN = "audit_admin", _("审计管理员")
        FUND_AUDITOR = "fund_auditor", _("经审委员")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=24, choices=Name)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    # Lent during leave: of which post, and which of its verbs. It ends by itself, or with that post.
    lent_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="lent")
    verbs = ArrayField(models.CharField(max_length=40), null=True, blank=True)

    # The three of the security baseline (SE-02): one runs, one permits, one looks; no person is two of them.
    ADMINISTRATORS = THREE

    class Meta:
        verbose_name = _("任职")
        indexes = [
            models.Index(fields=["person", "since"], name="role_person"),
            models.Index(fields=["organisation", "since"], name="role_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="role_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True, verbs__isnull=True)
                | Q(lent_by__isnull=False, verbs__len__gt=0, until__isnull=False),
                name="lent_are_some_verbs_for_a_time",
            ),
            *(_never_both(*two) for two in combinations(THREE, 2)),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_name_display()}"
