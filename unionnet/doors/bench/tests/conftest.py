# SPDX-License-Identifier: Apache-2.0
import os
from pathlib import Path

import pytest

from tests.database import cluster
from tests.empty import make_template


@pytest.fixture(autouse=True)
def _on_the_server_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bench makes a database of its own there, a copy of an empty one."""
    monkeypatch.setenv("UNIONNET_BENCH_CLUSTER", str(cluster.folders.asked))
    monkeypatch.setenv("UNIONNET_BENCH_TEMPLATE", make_template(cluster))
    monkeypatch.setenv("UNIONNET_KEYS", str(Path(os.environ["UNIONNET_DATA"]) / "keys"))
