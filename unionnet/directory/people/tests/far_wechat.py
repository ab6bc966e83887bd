# SPDX-License-Identifier: Apache-2.0
"""WeChat at the other end of a real line: its page that asks the person, and its exchange of a code for a
token, with the answers and numbers of its manual."""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

APP_ID, SECRET = "wx0123456789abcdef", "a secret of the operator"


@dataclass
class Far:
    """What the far end knows and does. `holder` is whoever holds the phone now."""

    holder: dict[str, str] = field(default_factory=lambda: {"openid": "o-1", "unionid": "u-1"})
    agrees: bool = True
    is_away: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)

    def ask_the_person(self, query: dict[str, str]) -> str:
        """Where the browser goes from the page of consent."""
        self.asked.append(query)
        assert (query["appid"], query["response_type"]) == (APP_ID, "code")
        if not self.agrees:
            return f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        code = secrets.token_hex(16)
        self.codes[code] = dict(self.holder)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, given: dict[str, str]) -> dict[str, Any]:
        """A code is good once."""
        if (given.get("appid"), given.get("secret")) != (APP_ID, SECRET):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        code = given.get("code", "")
        if code in self.used:
            return {"errcode": 40163, "errmsg": "code been used"}
        if code not in self.codes:
            return {"errcode": 40029, "errmsg": "invalid code"}
        self.used.add(code)
        token = {"access_token": secrets.token_hex(32), "expires_in": 7200, "refresh_token": "r"}
        return {**token, "scope": "snsapi_userinfo", **self.codes[code]}


class FarWeChat(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.far = Far()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


class _Door(BaseHTTPRequestHandler):
    server: FarWeChat

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path != "/connect/oauth2/authorize":
            return self.send_error(404)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.send_response(302)
        self.send_header("Location", self.server.far.ask_the_person(query))
        self.end_headers()
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.server.far.is_away or self.path != "/sns/oauth2/access_token":
            return self.send_error(503)
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")  # as WeChat does
        self.end_headers()
        self.wfile.write(json.dumps(self.server.far.exchange(given)).encode())
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
