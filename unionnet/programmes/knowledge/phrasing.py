# SPDX-License-Identifier: Apache-2.0
"""A model may say a found answer in plainer words, where the operator has one with the interface of OpenAI
(decision 0050). It is given what was found and nothing else, numbers of persons taken out; what it says of
numbers that stand in no source is not shown. Without one nothing is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from unionnet.directory.reach.gateways import NotSent
from unionnet.directory.reach.gateways.posting import post_json
from unionnet.foundation.texts import many_lines
from unionnet.programmes.knowledge.masking import without_numbers

LONGEST = 800
TASK = (
    "你是工会的问答助手。只根据下面给出的资料，用两三句通俗的话回答；资料里没有的不要说，不要编造数字、日期和条文。"
    "资料不够时只回答：请工会的人来答。"
)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def is_configured() -> bool:
    return bool(settings.UNIONNET_MODEL_URL)


def phrased(question: str, sources: Sequence[str]) -> str:
    """In plainer words; "" when there is no model, it does not answer, or says a number of its own."""
    if not is_configured() or not sources:
        return ""
    material = without_numbers("\n\n".join(sources))
    asked = f"问题：{without_numbers(question)}\n\n资料：\n{material}"
    body = {
        "model": settings.UNIONNET_MODEL_NAME,
        "temperature": 0,
        "messages": [{"role": "system", "content": TASK}, {"role": "user", "content": asked}],
    }
    key = settings.UNIONNET_MODEL_KEY
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        said = _words_of(post_json(f"{settings.UNIONNET_MODEL_URL}/chat/completions", body, headers))
    except NotSent:
        return ""
    known = set(NUMBER.findall(asked))
    return said if set(NUMBER.findall(said)) <= known else ""


def _words_of(answer: dict[str, Any]) -> str:
    """The first choice's text, however the answer is shaped."""
    try:
        text = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return ""
    return many_lines(text, LONGEST) if isinstance(text, str) else ""
