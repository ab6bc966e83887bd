# SPDX-License-Identifier: Apache-2.0
"""Lists that left the house, and a card that is out of use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound


class Disclosure(Bound):
    """Somebody took a list of people out of the house: which, why, how long. Everybody on it can read that
    (PI-06, PI-09)."""

    what = models.CharField(_("名单"), max_length=80)
    reason = models.CharField(_("用途"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("工会")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        verbose_name = _("名单导出")
        indexes = [models.Index(fields=["at"], name="disclosure_at")]

    def __str__(self) -> str:
        return self.what


class Disclosed(Bound):
    """One person on one list: found from the person, since they are the one who asks."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="people", verbose_name=_("名单导出")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("列入导出的名单")
        constraints = [models.UniqueConstraint(fields=["person", "disclosure"], name="on_a_list_once")]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.person_id}"


class Freeze(Bound):
    """A member card put out of use by its holder, until they take it back into use."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(_("冻结时间"), db_default=Now())
    lifted_at = models.DateTimeField(_("恢复时间"), null=True)

    class Meta:
        verbose_name = _("会员码冻结")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at__isnull=True), name="frozen_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
