# SPDX-License-Identifier: Apache-2.0
"""Who may do what, where, and for how long."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person


class Role(models.Model):
    """A person may do what a role allows, at an organisation and below, from one day to another."""

    class Name(models.TextChoices):
        OFFICER = "officer", _("工会干部")
        LEADER = "leader", _("领导")
        STATION_KEEPER = "station_keeper", _("驿站管理员")
        TEACHER = "teacher", _("教师")
        SYSTEM_ADMIN = "system_admin", _("系统管理员")
        SECURITY_ADMIN = "security_admin", _("安全管理员")
        AUDIT_ADMIN = "audit_admin", _("审计管理员")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=24, choices=Name)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        indexes = [
            models.Index(fields=["person", "since"], name="role_person"),
            models.Index(fields=["organisation", "since"], name="role_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="role_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_name_display()}"
