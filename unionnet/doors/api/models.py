# SPDX-License-Identifier: Apache-2.0
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class ApiToken(Bound):
    """A machine may speak for its maker, inside one union and within scopes. Only the digest is kept."""

    public_id = PublicIdField()
    name = models.CharField(_("用途"), max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("范围"))
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(_("到期"))
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("接口令牌")
        constraints = [models.CheckConstraint(condition=~Q(scopes=[]), name="token_has_a_scope")]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="token_by_union")]

    def __str__(self) -> str:
        return self.name


class Replay(models.Model):
    """The answer to a request that carried an Idempotency-Key, kept so that asking again changes nothing."""

    caller = models.BinaryField(max_length=32)
    key = models.CharField(max_length=100)
    asked = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, default="")
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="replay_once")]

    def __str__(self) -> str:
        return self.key
