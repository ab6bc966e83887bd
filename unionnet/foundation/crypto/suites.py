# SPDX-License-Identifier: Apache-2.0
"""Two suites: `intl` (AES-256-GCM, HMAC-SHA256) and `guomi` (SM4-GCM, HMAC-SM3). Every value names its own,
so an installation may change the setting and open what it sealed before."""

from __future__ import annotations

import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

AES_GCM = 1
SM4_GCM = 2
BY_NAME = {"intl": AES_GCM, "guomi": SM4_GCM}
TAG = 16


def seal(suite: int, key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Ciphertext with its 16-byte tag at the end. `bound_to` is authenticated, not stored."""
    if suite == AES_GCM:
        return _aes(key).encrypt(nonce, plain, bound_to)
    encryptor = Cipher(SM4(key[:16]), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(suite: int, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The plain bytes. Raises `cryptography.exceptions.InvalidTag` when anything was changed or moved."""
    if suite == AES_GCM:
        return _aes(key).decrypt(nonce, sealed, bound_to)
    decryptor = Cipher(SM4(key[:16]), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


def keyed_hash(suite: int, key: bytes, content: bytes) -> bytes:
    """32 bytes."""
    if suite == AES_GCM:
        return hmac.digest(key, content, "sha256")
    digest = HMAC(key, SM3())
    digest.update(content)
    return digest.finalize()


@lru_cache(maxsize=16)
def _aes(key: bytes) -> AESGCM:
    """Its schedule of keys is worked out once: a list of a million rows seals two million values."""
    return AESGCM(key)
