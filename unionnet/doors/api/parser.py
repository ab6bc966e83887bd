# SPDX-License-Identifier: Apache-2.0
"""Reads bodies and queries strictly: whatever passes here, the database can take."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from unionnet.foundation.schemas import BadInput, clean


def _no_such_number(name: str) -> NoReturn:
    raise BadInput(f"{name} is not JSON")


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """JSON in UTF-8 by the letter: no NaN, nothing twice, nothing bottomless."""
        try:
            body = json.loads(
                request.body.decode("utf-8"), parse_constant=_no_such_number, object_pairs_hook=_named_once
            )
        except RecursionError as error:
            raise BadInput("nested too deeply") from error
        return clean(body)

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        if isinstance(data, QueryDict):
            clean(dict(data.lists()))
        return super().parse_querydict(data, list_fields, request)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise BadInput("a name comes twice")
    return named
