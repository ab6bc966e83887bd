# SPDX-License-Identifier: Apache-2.0
from typing import Any

from django.core.management.base import BaseCommand

from unionnet.foundation.crypto.keys import add_key
from unionnet.foundation.crypto.rotation import rotate


class Command(BaseCommand):
    help = "换用新的加密密钥，并把已有数据重新加密 / add a sealing key and seal old values anew"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"新密钥 {add_key()} 已启用")
        for label, renewed in rotate():
            self.stderr.write(f"{label} +{renewed}")
        self.stdout.write("完成。旧密钥须保留到旧备份全部过期。")
