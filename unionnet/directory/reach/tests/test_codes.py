# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from unionnet.directory.reach.actions import forget_code_turns, take_code_turn
from unionnet.directory.reach.models import CodeTurn
from unionnet.directory.reach.sms import send_code
from unionnet.foundation.refusals import Refusal

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PHONE = "13900000001"
ROOT = Path(__file__).resolve().parents[4]


def outcome(mobile: str, at: datetime) -> str:
    try:
        take_code_turn(mobile, at=at)
    except Refusal as refusal:
        return f"{refusal.code} {refusal}"
    return "sent"


@pytest.mark.django_db
def test_a_second_code_waits_for_a_full_minute() -> None:
    assert outcome(PHONE, NOON) == "sent"
    assert outcome(PHONE, NOON + timedelta(seconds=59)) == "too_many_codes 验证码刚刚发过，请 1 秒后再试。"
    assert outcome(PHONE, NOON + timedelta(seconds=60)) == "sent"


@pytest.mark.django_db
def test_the_eleventh_code_in_24_hours_is_refused_also_across_midnight() -> None:
    late = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    moments = [late + timedelta(minutes=5 * n) for n in range(10)]
    assert [outcome(PHONE, moment) for moment in moments] == ["sent"] * 10
    refused = "too_many_codes 这个手机号 24 小时内已收到 10 条验证码，请 23 小时后再试，或到工会现场办理。"
    assert outcome(PHONE, late + timedelta(hours=1)) == refused
    assert outcome(PHONE, late + timedelta(hours=24)) == "sent"
    assert outcome(PHONE, late + timedelta(hours=24, minutes=2)).startswith("too_many_codes")


@pytest.mark.django_db
def test_each_phone_has_its_own_count_and_no_number_is_kept() -> None:
    assert outcome(PHONE, NOON) == "sent"
    assert outcome("13900000002", NOON) == "sent"
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(turn::text, '') FROM reach_codeturn turn")
        assert "1390000000" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_old_phones_are_forgotten() -> None:
    outcome(PHONE, NOON)
    outcome("13900000002", NOON + timedelta(hours=23))
    assert forget_code_turns(at=NOON + timedelta(hours=24)) == 1
    assert CodeTurn.objects.count() == 1


@pytest.mark.django_db
def test_the_refusal_names_its_rule() -> None:
    outcome(PHONE, NOON)
    with pytest.raises(Refusal) as refused:
        take_code_turn(PHONE, at=NOON)
    assert refused.value.rule is not None
    assert refused.value.rule.rule == "RE-01.seconds_between_codes"


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_get_one_code_out() -> None:
    def try_once(_n: int) -> str:
        try:
            return outcome(PHONE, NOON).split(" ")[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(try_once, range(16)))
    assert sorted(outcomes) == ["sent"] + ["too_many_codes"] * 15


@pytest.mark.django_db(transaction=True)
def test_a_code_goes_out_with_the_number_masked(capsys: pytest.CaptureFixture[str]) -> None:
    send_code(PHONE, "482913", "sign_in")
    printed = capsys.readouterr().err
    assert "139****0001" in printed
    assert "482913" in printed
    assert PHONE not in printed


PROCESS = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from unionnet.directory.reach.tests.test_codes import NOON, PHONE, outcome

def try_once(_n):
    try:
        return outcome(PHONE, NOON).split(" ")[0]
    finally:
        connection.close()

with ThreadPoolExecutor(8) as pool:
    print(*pool.map(try_once, range(8)))
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_share_one_count() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "unionnet.settings"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _n in range(2)
    ]
    said = " ".join(process.communicate(timeout=60)[0] for process in processes).split()
    assert sorted(said) == ["sent"] + ["too_many_codes"] * 15
