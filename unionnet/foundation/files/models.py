# SPDX-License-Identifier: Apache-2.0
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.refusals import Refusal


class StoredFile(models.Model):
    """One upload. Public ones are served to anyone at /files/<public_id>, others by their own app."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_public = models.BooleanField(default=False)
    owner_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["owner_id"], name="stored_file_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_name(self) -> str:
        """Its name in the storage: the public id in a folder of its first two characters."""
        return f"{self.public_id[:2]}/{self.public_id}"

    def read(self) -> bytes:
        """The whole content. Raises Refusal when the store has lost it."""
        try:
            with default_storage.open(self.stored_name) as file:
                return bytes(file.read())
        except OSError as problem:
            raise Refusal("file_lost", _("文件暂时读不到，请联系系统管理员检查存储。")) from problem
