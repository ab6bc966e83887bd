# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill tickets OFFER N FILE`: ready requests of N different people, for any load generator."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def register(kinds: Any) -> None:
    parser = kinds.add_parser("tickets", help="生成 N 个人的报名请求 / write the requests of N people")
    parser.add_argument("offer", help="报名项目的编号 / public id of the offer")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("file", type=Path, help="每行一个 JSON / one JSON object a line")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from unionnet.foundation.server import begin

    begin.as_application()
    from unionnet.foundation.tickets import issue
    from unionnet.tools.enrolment.queries import eligible_people, public_offers

    offer = public_offers().filter(public_id=asked.offer).first()
    if offer is None:
        sys.stderr.write(f"没有这个报名项目 / no such offer: {asked.offer}\n")
        return 66
    written = 0
    with asked.file.open("w", encoding="utf-8") as lines:
        for person_id in eligible_people(offer, asked.count):
            lines.write(json.dumps(request_of(offer.public_id, issue(person_id))) + "\n")
            written += 1
            if written % 10_000 == 0:
                sys.stderr.write(f"{written} / {asked.count}\n")
    if written < asked.count:
        sys.stderr.write(f"只有 {written} 人符合条件 / only {written} people are eligible\n")
        return 1
    sys.stderr.write(f"{written} 人，凭证一小时内有效 / people; the tickets live an hour\n")
    return 0


def request_of(offer: str, ticket: str) -> dict[str, object]:
    """One request as JSON lines carry it."""
    return {
        "method": "POST",
        "path": f"/hot/enrolment/{offer}/place",
        "headers": {"Authorization": f"Ticket {ticket}"},
        "body": "",
    }
