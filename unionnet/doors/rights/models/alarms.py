# SPDX-License-Identifier: Apache-2.0
"""Somebody fears that another uses their account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound


class Alarm(Bound):
    """One such fear and what was done about it: each step has the moment it was taken."""

    class Step(models.TextChoices):
        SESSIONS = "sessions_ended_at", _("退出其他设备")
        SECRET = "secret_changed_at", _("换一个新密码或通行密钥")
        PHONE = "phone_checked_at", _("核对登录手机号")
        DEEDS = "deeds_looked_at", _("看看有没有不是我办的事")
        CARD = "card_frozen_at", _("冻结会员码")
        TOLD = "told_at", _("告诉工会的安全管理员")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(_("开始"), db_default=Now())
    sessions_ended_at = models.DateTimeField(Step.SESSIONS.label, null=True)
    secret_changed_at = models.DateTimeField(Step.SECRET.label, null=True)
    phone_checked_at = models.DateTimeField(Step.PHONE.label, null=True)
    deeds_looked_at = models.DateTimeField(Step.DEEDS.label, null=True)
    card_frozen_at = models.DateTimeField(Step.CARD.label, null=True)
    told_at = models.DateTimeField(Step.TOLD.label, null=True)
    closed_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = _("账号被盗的处理")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_alarm_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.began_at:%Y-%m-%d}"

    def is_done(self, step: str) -> bool:
        return getattr(self, step) is not None
