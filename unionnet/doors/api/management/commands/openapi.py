# SPDX-License-Identifier: Apache-2.0
import json

from django.core.management.base import BaseCommand
from django.utils import translation

from unionnet.doors.api.root import api


class Command(BaseCommand):
    help = "Print the contract: `unionnet manage openapi > docs/openapi.json`."

    def handle(self, *args: object, **options: object) -> None:
        with translation.override("zh-hans"):
            self.stdout.write(json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2, default=str))
