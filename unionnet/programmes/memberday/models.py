# SPDX-License-Identifier: Apache-2.0
"""Nouns of the member day: a day of the month, and each time it is held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.tongues import Tongues
from unionnet.tools.benefits.models import Raffle

LAST = 28  # a day every month has


class MemberDay(Bound):
    """会员日 of a union: the same day each month, until it is ended."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("主办工会")
    )
    title = models.CharField(_("名称"), max_length=40)
    title_en = models.CharField(_("名称（英文）"), max_length=80, blank=True)
    day = models.PositiveSmallIntegerField(_("每月几日"), default=18)
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("会员日")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="one_member_day_of_a_title"),
            models.CheckConstraint(condition=Q(day__gte=1, day__lte=LAST), name="a_day_every_month_has"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> Tongues:
        """The title as the reader reads it."""
        return Tongues(self.title, self.title_en)


class Session(Bound):
    """期: one member day, planned for a date; `raffle` is what is drawn on it, once that is open."""

    public_id = PublicIdField()
    member_day = models.ForeignKey(
        MemberDay, on_delete=models.PROTECT, related_name="sessions", db_index=False
    )
    on = models.DateField(_("日期"))
    raffle = models.OneToOneField(Raffle, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("会员日（期）")
        constraints = [models.UniqueConstraint(fields=["member_day", "on"], name="one_session_a_date")]
        indexes = [models.Index(fields=["on"], name="session_by_date")]

    def __str__(self) -> str:
        return f"{self.member_day_id} {self.on}"
