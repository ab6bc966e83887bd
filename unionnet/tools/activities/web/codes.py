# SPDX-License-Identifier: Apache-2.0
"""Two signed words. The code on the screen of the venue is good for a minute or so: a photo of it sent to
friends is no use. Whoever scanned it in time gets a pass for a quarter of an hour, enough to sign in to the
platform first."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal
from unionnet.tools.activities.models import Session
from unionnet.tools.activities.rules import code_seconds

CODE = TimestampSigner(salt="activities.code")
PASS = TimestampSigner(salt="activities.pass")
PASS_SECONDS = 900


def code_for(session: Session) -> str:
    return CODE.sign(session.public_id)


def pass_for(public_id: str) -> str:
    return PASS.sign(public_id)


def read_code(code: str) -> str:
    """The public id of the session. Raises `Refusal` when the code is old or none of ours."""
    return _read(CODE, code, code_seconds(timezone.localdate()))


def read_pass(given: str) -> str:
    return _read(PASS, given, PASS_SECONDS)


def _read(signer: TimestampSigner, given: str, seconds: int) -> str:
    try:
        return signer.unsign(given, max_age=seconds)
    except BadSignature as error:
        raise Refusal("old_code", _("签到码已经更换，请重新扫现场屏幕上的码。")) from error
