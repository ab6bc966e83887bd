# SPDX-License-Identifier: Apache-2.0
"""Ways to sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models.persons import Person
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.ids import SequencedId

WECHAT = "w-"


class Accounts(BaseUserManager["Account"]):
    """Accounts are made by verbs; this only finds them."""


class Account(AbstractBaseUser):
    """A way to sign in. Several accounts (two phones) may belong to one person. Its phone is the one that
    receives the codes; `phone_proved_at` says when somebody last held it in their hand."""

    id = SequencedId(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    login = models.CharField(max_length=64, unique=True)
    mobile = EncryptedTextField(null=True)
    mobile_index = BlindIndexField(null=True, unique=True)
    phone_proved_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "login"
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.login

    @property
    def is_wechat(self) -> bool:
        """Opened inside WeChat and without a phone: its login is a random word of ours that tells nobody
        anything."""
        return not self.mobile and self.login.startswith(WECHAT)


class Attempt(models.Model):
    """What the sign-in library counts, under the blind index of its key: see `actions/attempts.py`."""

    key = BlindIndexField(primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("登录次数")

    def __str__(self) -> str:
        return f"{self.until:%H:%M:%S}"
