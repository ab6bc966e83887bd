# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound


class Office(Bound):
    """The office of one union that follows what was promised (SV-01), and by which colours."""

    class Scheme(models.TextChoices):
        THREE = "three", _("三色：正常、临期、超期")
        BLUE = "blue", _("三色：临期蓝、滞后或质量不高黄、超期红")
        LETTERS = "letters", _("三色督办单：蓝色提醒、橙色预警、红色督办")
        FIVE = "five", _("五色：办结蓝、按进度黄、橙、红")
        PLAN = "plan", _("红黄绿灯：对照计划进度")

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(_("亮灯方案"), max_length=8, choices=Scheme, default=Scheme.THREE)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("督办办公室")

    def __str__(self) -> str:
        return str(self.organisation)


class GroupMember(Bound):
    """Somebody in the leading group. Where there is one, its members register, close, agree to more time."""

    class Place(models.TextChoices):
        HEAD = "head", _("组长")
        DEPUTY = "deputy", _("副组长")
        MEMBER = "member", _("成员")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="group", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("组内职务"), max_length=8, choices=Place, default=Place.MEMBER)

    class Meta:
        verbose_name = _("领导小组成员")
        constraints = [models.UniqueConstraint(fields=["office", "person"], name="in_the_group_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.place}"
