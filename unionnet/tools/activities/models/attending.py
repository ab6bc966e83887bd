# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat, Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.activities.models.activities import Activity, Host, Session

# One person is one `who`, in every session and every activity. 人数 counts these, 人次 counts the rows.
WHO = Case(
    When(
        person__isnull=False,
        then=Concat(Value("p"), Cast("person_id", TextField()), output_field=TextField()),
    ),
    default=Concat(Value("n"), F("name"), Value("|"), F("unit"), output_field=TextField()),
)


class Attendee(Bound):
    """Somebody came to a session: a person of the register, or else a name with its unit. `host` is the one
    they came with, as far as it is known."""

    class Via(models.TextChoices):
        CODE = "code", _("扫码签到")
        CARD = "card", _("会员证")
        LIST = "list", _("名单登记")
        PAPER = "paper", _("纸质签到表")
        PLACE = "place", _("报名签到")
        GIFT = "gift", _("凭签领登记")

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendees", db_index=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendees", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=60, blank=True)
    host = models.ForeignKey(
        Host, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    via = models.CharField(_("签到方式"), max_length=5, choices=Via)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    who = models.GeneratedField(
        expression=WHO, output_field=models.CharField(max_length=140), db_persist=True
    )

    class Meta:
        verbose_name = _("参加人员")
        constraints = [
            models.UniqueConstraint(fields=["session", "who"], name="attendee_once_a_session"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="", unit="") | (Q(person__isnull=True) & ~Q(name="")),
                name="attendee_is_a_person_or_a_name",
            ),
        ]
        indexes = [models.Index(fields=["activity", "who"], name="attendee_counted")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.via}"

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person else self.name

    @property
    def shown_unit(self) -> str:
        """What was written down, else the host they came with."""
        return self.unit or (self.host.name if self.host else "")


class HeadCount(Bound):
    """A number of which nobody kept the names: shown beside what was counted, never added to it."""

    class Source(models.TextChoices):
        PAPER = "paper", _("签到表合计")
        HOST = "host", _("单位上报")
        ESTIMATE = "estimate", _("现场估计")

    public_id = PublicIdField()
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="head_counts", db_index=False
    )
    host = models.ForeignKey(Host, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(_("人次"))
    source = models.CharField(_("来源"), max_length=8, choices=Source)
    words = models.CharField(_("依据和说明"), max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("只知总数的参加情况")
        constraints = [
            models.UniqueConstraint(fields=["activity", "source", "words"], name="head_count_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 10_000_000)), name="head_count_in_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.number}"
