# SPDX-License-Identifier: Apache-2.0
"""Encrypted fields with a keyed blind index: ID numbers are few enough to enumerate a plain hash."""

from unionnet.foundation.crypto.fields import BlindIndexField, EncryptedTextField, Sealed
from unionnet.foundation.crypto.index import blind_index

__all__ = ["BlindIndexField", "EncryptedTextField", "Sealed", "blind_index"]
