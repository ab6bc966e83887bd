# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.enrolment.models.offers import Offer


class Attendance(Bound):
    """Whether a person came. `session` is "" for an offer of one date, else the key of the lesson."""

    class State(models.TextChoices):
        PRESENT = "present", _("到场")
        ABSENT = "absent", _("缺席")
        EXCUSED = "excused", _("请假")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="attendance", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    session = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(_("出勤"), max_length=8, choices=State)
    via = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("签到")
        constraints = [
            models.UniqueConstraint(fields=["offer", "session", "person"], name="one_attendance_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.session} {self.state}"


class Pause(Bound):
    """A person may not take places for a while, by a rule of the rulebook: `offer` had the last absence of
    those that led to it. Who lifts it says why."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    rule = models.CharField(max_length=40)
    pack = models.CharField(max_length=60)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = models.CharField(_("解除原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("暂停报名资格")

    def __str__(self) -> str:
        return f"{self.person_id} {self.until:%Y-%m-%d}"
