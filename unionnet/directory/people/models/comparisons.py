# SPDX-License-Identifier: Apache-2.0
"""What came of holding the sheet of another system against the register."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Comparison(Bound):
    """One sheet beside the members of one union and below. Their sheet is not kept; what differs is, sealed,
    for who compared and for some hours."""

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("用途"), max_length=200)
    same = models.PositiveIntegerField(_("一致的人数"), default=0)
    at = models.DateTimeField(_("时间"), db_default=Now())
    expires_at = models.DateTimeField(_("失效时间"))

    class Meta:
        verbose_name = _("与其他系统的比对")
        indexes = [models.Index(fields=["expires_at"], name="comparison_goes")]

    def __str__(self) -> str:
        return str(self.public_id)


class ComparisonPart(Bound):
    """A page of differences of one kind."""

    class Kind(models.TextChoices):
        ONLY_OURS = "only_ours", _("我方有、对方没有")
        ONLY_THEIRS = "only_theirs", _("对方有、我方没有")
        NAME = "name", _("姓名不一致")
        MOBILE = "mobile", _("手机号不一致")
        UNION = "union", _("所在工会不一致")
        ID_TYPE = "id_type", _("证件类型不一致")
        NATIONALITY = "nationality", _("国籍不一致")
        EXPIRY = "expiry", _("证件有效期不一致")
        OTHER_NAME = "other_name", _("外文名或中文名不一致")
        NO_DOCUMENT = "no_document", _("对方没有证件号码，无法比对")
        UNREADABLE = "unreadable", _("对方这一行读不出")

    id = SequencedId(primary_key=True)
    of = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="parts", db_index=False)
    kind = models.CharField(_("差异"), max_length=12, choices=Kind)
    size = models.PositiveSmallIntegerField()
    lines = EncryptedTextField()

    class Meta:
        verbose_name = _("差异清单的一页")
        indexes = [models.Index(fields=["of", "kind", "id"], name="comparison_page")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.kind}"
