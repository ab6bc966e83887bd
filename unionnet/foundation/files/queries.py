# SPDX-License-Identifier: Apache-2.0
from django.db.models import QuerySet

from unionnet.foundation.files.models import StoredFile


def public_files() -> QuerySet[StoredFile]:
    """Files that anyone may see."""
    return StoredFile.objects.filter(is_public=True)
