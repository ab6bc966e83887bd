# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "unionnet.foundation.journal"
    label = "journal"
