# SPDX-License-Identifier: Apache-2.0
"""Two suites: `intl` (AES-256-GCM, HMAC-SHA256) and `guomi` (SM4-GCM, HMAC-SM3). Every value names its own,
so an installation may change the setting and open what it sealed before."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

AES_GCM = 1
SM4_GCM = 2
BY_NAME = {"intl": AES_GCM, "guomi": SM4_GCM}
TAG = 16


def seal(suite: int, key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Ciphertext with its 16-byte tag at the end. `bound_to` is authenticated, not stored."""
    if suite == AES_GCM:
        return AESGCM(key).encrypt(nonce, plain, bound_to)
    encryptor = Cipher(SM4(key[:16]), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(suite: int, key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The plain bytes. Raises `cryptography.exceptions.InvalidTag` when anything was changed or moved."""
    if suite == AES_GCM:
        return AESGCM(key).decrypt(nonce, sealed, bound_to)
    decryptor = Cipher(SM4(key[:16]), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


def keyed_hash(suite: int, key: bytes, content: bytes) -> bytes:
    """32 bytes."""
    digest = hmac.HMAC(key, hashes.SHA256() if suite == AES_GCM else hashes.SM3())
    digest.update(content)
    return digest.finalize()
