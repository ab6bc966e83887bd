# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "unionnet.foundation.crypto"
    label = "crypto"
