# SPDX-License-Identifier: Apache-2.0
import psycopg
import pytest

from tests.database import OWNER_URL
from unionnet.foundation import sweeps


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(sweeps, "_registry", {})
    monkeypatch.setattr(sweeps, "load", lambda: list(sweeps._registry.values()))
    done: list[str] = []
    sweeps.every(seconds=10)(lambda: done.append("swept"))
    return done


@pytest.mark.django_db(transaction=True)
def test_a_sweep_runs_when_it_is_due(runs: list[str]) -> None:
    assert [sweeps.run_due(now) for now in (100.0, 105.0, 110.0)] == [1, 0, 1]
    assert runs == ["swept", "swept"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_sweep_at_once(runs: list[str]) -> None:
    (sweep,) = sweeps.load()
    with psycopg.connect(OWNER_URL) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", sweeps._lock_key(sweep.name))
        assert sweeps.run_due(100.0) == 0
    assert runs == []


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_fails_does_not_stop_the_others(runs: list[str]) -> None:
    def fail() -> None:
        raise ValueError("broken broom")

    sweeps.every(seconds=10)(fail)
    assert sweeps.run_due(100.0) == 1
    assert runs == ["swept"]
