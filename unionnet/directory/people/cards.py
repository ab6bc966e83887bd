# SPDX-License-Identifier: Apache-2.0
"""The rotating code of a member card: signed by the server, good for five minutes, checked without the
server.

A token is `payload.signature`, both base64url: a small JSON (person, state, end, union) and an ECDSA
P-256 signature in the 64-byte form that browsers check. It names nobody: the public id of the person says
who only to those who may look.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from django.conf import settings
from django.utils.translation import gettext as _

from unionnet.directory.people.models import MEMBER_STATES, Freeze, Membership, Person
from unionnet.directory.people.purposes import leaves_out
from unionnet.directory.people.rules import why_not_process
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything

GOOD_FOR = timedelta(minutes=5)
HALF = 32
LONGEST = 2000
MEMBER = "member"
REAL_NAME = "real_name"
VISITOR = "visitor"


@dataclass(frozen=True)
class Claim:
    """What a checked token says."""

    person: str
    state: str
    union: str
    until: datetime

    @property
    def is_member(self) -> bool:
        return self.state == MEMBER


def why_not_show(person: Person) -> Refusal | None:
    """Whether the holder has put the card out of use."""
    if Freeze.objects.filter(person=person, lifted_at=None).exists():
        return Refusal("card_frozen", _("会员码已由本人冻结。要恢复使用，请到“我的信息”里解除。"))
    return None


def issue(person: Person, *, at: datetime | None = None) -> tuple[str, datetime]:
    """A new token for this person, and when it ends."""
    if refusal := why_not_show(person):
        raise refusal
    until = (at or database_now()) + GOOD_FOR
    own = (
        Membership.objects.filter(person=person, state__in=MEMBER_STATES)
        .select_related("organisation")
        .first()
    )
    state = MEMBER if own else REAL_NAME if _is_known(person) else VISITOR
    claim = {
        "p": person.public_id,
        "s": state,
        "e": int(until.timestamp()),
        "u": own.organisation.name if own else "",
    }
    payload = _text(json.dumps(claim, ensure_ascii=False, separators=(",", ":")).encode())
    return f"{payload}.{_text(_sign(payload.encode()))}", until


@leaves_out("real_name")
def _is_known(person: Person) -> bool:
    """By name, and still willing to be."""
    return person.is_real_name and why_not_process(person.pk, "real_name") is None


def read(token: str, *, at: datetime | None = None) -> Claim:
    """What the token says, if we signed it and it is still good. Raises `Refusal` otherwise."""
    payload, _dot, signature = token.strip().rsplit("/", 1)[-1].partition(".")
    try:
        if len(token) > LONGEST:
            raise ValueError(len(token))
        _check(payload.encode("ascii"), _bytes(signature))
        found: dict[str, Any] = json.loads(_bytes(payload))
        claim = Claim(found["p"], found["s"], found["u"], datetime.fromtimestamp(found["e"], UTC))
    except (InvalidSignature, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise Refusal("no_card", _("这不是有效的会员码。")) from error
    if (at or database_now()) >= claim.until:
        raise Refusal("card_over", _("会员码已过期，请对方刷新后再出示。"))
    return claim


@everything("a card is checked by officers of any union, and by anybody")
def verify(token: str, *, at: datetime | None = None) -> Person:
    """The person who shows this token now. Raises `Refusal`."""
    claim = read(token, at=at)
    person = Person.objects.filter(public_id=claim.person).first()
    if person is None:
        raise Refusal("no_card", _("这不是有效的会员码。"))
    if refusal := why_not_show(person):
        raise refusal
    return person


def public_key() -> dict[str, str]:
    """The key that checks tokens, as browsers import it (JWK)."""
    numbers = _key().public_key().public_numbers()
    x, y = (_text(number.to_bytes(HALF, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    path = Path(settings.UNIONNET_KEYS) / "card.pem"
    if not path.exists():
        _write_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(path)
    return key


def _write_key(path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"card.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(draft, path)  # two processes may start at once: the first key wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _sign(content: bytes) -> bytes:
    r, s = decode_dss_signature(_key().sign(content, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def _check(content: bytes, signature: bytes) -> None:
    if len(signature) != 2 * HALF:
        raise InvalidSignature
    r, s = (int.from_bytes(part, "big") for part in (signature[:HALF], signature[HALF:]))
    _key().public_key().verify(encode_dss_signature(r, s), content, ec.ECDSA(hashes.SHA256()))


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
