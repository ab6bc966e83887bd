# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig

from unionnet.foundation.postgres.grants import append_only


class JournalConfig(AppConfig):
    name = "unionnet.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        append_only("journal_entry", "journal_seal")
