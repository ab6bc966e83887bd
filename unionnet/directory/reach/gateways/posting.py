# SPDX-License-Identifier: Apache-2.0
"""One JSON post to another machine, with every trouble turned into `NotSent`."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from unionnet.directory.reach.gateways import NotSent

SECONDS = 5.0
LONGEST_ANSWER = 64 * 1024
LOCAL = {"127.0.0.1", "localhost", "::1"}


def post_json(url: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Post and read a JSON object. Phone numbers and codes travel only by TLS, or inside this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise NotSent("the address of the gateway is not https", again=False)
    request = Request(  # noqa: S310 - the scheme is checked above
        url,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", **(headers or {})},
        method="POST",
    )
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the scheme is checked above
            read = json.loads(answer.read(LONGEST_ANSWER))
    except HTTPError as error:
        raise NotSent(f"HTTP {error.code}", again=error.code >= 500 or error.code == 429) from None
    except (URLError, OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None
    if not isinstance(read, dict):
        raise NotSent("the answer is not an object")
    return read
