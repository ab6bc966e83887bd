# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Cost(Bound):
    """What running the site cost in a month, by kind, in 分."""

    class Kind(models.TextChoices):
        POWER = "power", _("电费")
        WATER = "water", _("水费")
        RENT = "rent", _("房租")
        STAFF = "staff", _("人员")
        SUPPLIES = "supplies", _("物资")
        REPAIR = "repair", _("维修")
        NETWORK = "network", _("网络")
        OTHER = "other", _("其他")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    amount = models.BigIntegerField()
    note = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "month", "kind"], name="one_cost_a_month_and_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="cost_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.month:%Y-%m} {self.kind}"


class Visits(Bound):
    """How often people came in a month (人次), as the keeper or the door counted: costs are divided by it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    times = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("来站人次")
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="visits_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="visits_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.month:%Y-%m}"


class Acceptance(Bound):
    """A planned station that was declared built, and who else has looked at it. Sent back, it says why."""

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="+")
    built_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    sent_back = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("built_by")),
                name="accepted_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.built_at}"

    @property
    def is_waiting(self) -> bool:
        return self.accepted_by_id is None and not self.sent_back


class Lock(Bound):
    """A door that opens by a member's code. It has a key of its own, of which the digest is kept."""

    public_id = PublicIdField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("门的名称"), max_length=30)
    members_only = models.BooleanField(_("只对会员开放"), default=True)
    digest = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField(db_default=Now())
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("驿站的门锁")
        indexes = [models.Index(fields=["site"], name="lock_of_site")]

    def __str__(self) -> str:
        return self.name


class DoorEntry(models.Model):
    """Somebody came in. Not who: the digest of the code that was shown, which dies with its five minutes."""

    lock = models.ForeignKey(Lock, on_delete=models.CASCADE, related_name="entries")
    code = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    was_offline = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("进门记录")
        constraints = [models.UniqueConstraint(fields=["lock", "code"], name="entry_once_a_code")]
        indexes = [models.Index(fields=["lock", "at"], name="entry_of_lock")]

    def __str__(self) -> str:
        return f"{self.lock_id} {self.at}"
