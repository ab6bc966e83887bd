# SPDX-License-Identifier: Apache-2.0
"""The contract as a document: what Ninja draws, plus who may call and the answers all can give."""

from __future__ import annotations

from typing import Any

from unionnet.foundation.schemas import InvalidInput, Problem

REF = "#/components/schemas/{model}"
ANSWERS = {
    "400": "The request cannot be read",
    "401": "No sign-in, or a token that is not valid",
    "403": "The token lacks the scope, or the page that asked is not ours",
    "404": "Not there, or not visible to the caller",
    "409": "Refused, with the rule behind it",
    "413": "Too large",
    "422": "Fields that do not fit",
    "429": "Too many requests; see Retry-After",
    "503": "Busy or without a database; ask again",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same request gives the same answer for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
}
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token made at the desk, with scopes."},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with common answers, security and idempotency keys written out."""
    parts = document["components"]
    for model in (Problem, InvalidInput):
        drawn = model.model_json_schema(ref_template=REF)
        parts["schemas"].update(drawn.pop("$defs", {}))
        parts["schemas"][model.__name__] = drawn
    parts["schemas"] = dict(sorted(parts["schemas"].items()))
    parts["securitySchemes"] = SECURITY
    document["paths"] = dict(sorted(document["paths"].items()))
    for address in document["paths"].values():
        for method, operation in address.items():
            _complete(method, operation)
    return document


def _complete(method: str, operation: dict[str, Any]) -> None:
    scope = operation.get("x-scope")
    by_person: list[dict[str, list[str]]] = [{"session": []}]
    operation["security"] = [] if scope == "public" else by_person + ([{"token": [scope]}] if scope else [])
    if method != "get":
        operation["parameters"] = [*operation.get("parameters", []), KEY]
    answers = {str(status): said for status, said in operation["responses"].items()}
    for status, words in ANSWERS.items():
        model = "InvalidInput" if status == "422" else "Problem"
        content = {"application/json": {"schema": {"$ref": REF.format(model=model)}}}
        answers.setdefault(status, {"description": words, "content": content})
    operation["responses"] = dict(sorted(answers.items()))
