# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import hmac
import json
import time

from django.conf import settings

from unionnet.directory.reach.gateways import NotSent
from unionnet.directory.reach.gateways.posting import post_json


class HttpGateway:
    """Any provider behind a small relay: one signed JSON post a message.

    Body: `to`, `text`, `sign`, `reference`, `at`. Header `X-Signature`: HMAC-SHA256 of the body, keys sorted.
    Answer: `{"id": "…"}`; an `error` in it is final.
    """

    def send(self, mobile: str, text: str, *, reference: str = "") -> str:
        body = {
            "to": mobile,
            "text": text,
            "sign": settings.UNIONNET_SMS_SIGN,
            "reference": reference,
            "at": int(time.time()),
        }
        signed = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        mark = hmac.new(settings.UNIONNET_SMS_SECRET.encode(), signed, hashlib.sha256).hexdigest()
        answer = post_json(settings.UNIONNET_SMS_URL, body, {"X-Signature": mark})
        if answer.get("error"):
            raise NotSent(str(answer["error"]), again=False)
        return str(answer.get("id", reference))
