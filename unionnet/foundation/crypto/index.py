# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.conf import settings

from unionnet.foundation.crypto.keys import key_ring
from unionnet.foundation.crypto.suites import BY_NAME, keyed_hash


def blind_index(kind: str, value: str) -> bytes:
    """A keyed 32-byte mark that is equal for equal values: find a row without opening any.

    `kind` ("id_number", "mobile") keeps equal texts of different kinds apart.
    """
    suite = BY_NAME[settings.UNIONNET_CRYPTO_SUITE]
    return keyed_hash(suite, key_ring().index, f"{kind}\x1f{value}".encode())
