# SPDX-License-Identifier: Apache-2.0
"""With a model of the operator's, over real HTTP; and without one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.programmes.knowledge.phrasing import phrased
from unionnet.programmes.knowledge.tests.makers import make_answer

Model = Callable[[Any], list[dict[str, Any]]]


@pytest.fixture
def model(settings: Settings) -> Iterator[Model]:
    """Answers what it is told to answer, and keeps what it was asked."""
    asked: list[dict[str, Any]] = []
    answer: list[Any] = [{}]

    class Says(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            said = answer[0]
            self.send_response(500 if said is None else 200)
            self.end_headers()
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        def log_message(self, *_about: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Says)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.UNIONNET_MODEL_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.UNIONNET_MODEL_NAME, settings.UNIONNET_MODEL_KEY = "local", "s3cret"

    def answers(said: Any) -> list[dict[str, Any]]:
        answer[0] = said
        return asked

    yield answers
    server.shutdown()
    server.server_close()


def words(text: str) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": text}}]}


SOURCES = ["法定休假日加班，按不低于工资的 300% 支付。《劳动法》第 44 条"]


def test_it_is_given_what_was_found_and_no_number_of_a_person(model: Model) -> None:
    asked = model(words("节假日加班给 300%。"))
    said = phrased("我是 13900000001，加班费怎么算", [*SOURCES, "联系 500235199005171234"])
    assert said == "节假日加班给 300%。"
    (body,) = asked
    assert (body["path"], body["key"], body["model"]) == ("/v1/chat/completions", "Bearer s3cret", "local")
    material = body["messages"][1]["content"]
    assert "300%" in material
    assert "13900000001" not in material
    assert "500235199005171234" not in material


@pytest.mark.parametrize(
    "said",
    [
        words("加班给 500%。"),
        words(""),
        {"choices": []},
        {"choices": "x"},
        words(None),  # type: ignore[arg-type]
        b"not json",
        b"[1]",
        None,
    ],
)
def test_what_stands_in_no_source_or_is_no_answer_is_not_shown(model: Model, said: Any) -> None:
    model(said)
    assert phrased("加班费怎么算", SOURCES) == ""


def test_nobody_is_asked_without_a_model_or_without_sources(model: Model, settings: Settings) -> None:
    asked = model(words("好。"))
    assert phrased("加班费怎么算", []) == ""
    settings.UNIONNET_MODEL_URL = ""
    assert phrased("加班费怎么算", SOURCES) == ""
    assert asked == []


@pytest.mark.django_db
def test_the_page_shows_it_beside_the_source(model: Model, client: Client) -> None:
    union = make_union("云阳县总工会")
    make_answer(union, make_officer(union))
    sign_in(client, make_person("林晓", union=union))
    assert "说得通俗一点" in text_of(client.get("/knowledge/?q=加班费怎么算"))
    model(words("节假日上班，钱要多给，不能拿补休顶。"))
    page = text_of(client.get("/knowledge/plainly?q=加班费怎么算"))
    assert "不能拿补休顶" in page
    assert "以原文为准" in page
    assert "《劳动法》第四十四条第三项" in page
    model(None)
    assert "请看原文" in text_of(client.get("/knowledge/plainly?q=加班费怎么算"))
