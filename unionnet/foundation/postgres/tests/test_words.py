# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from unionnet.foundation.postgres.binaries import find_binaries
from unionnet.foundation.postgres.reading_the_log import trouble_in
from unionnet.foundation.postgres.settings import configuration
from unionnet.foundation.postgres.trouble import Trouble


@pytest.mark.parametrize(
    ("written", "code", "exit_code"),
    [
        ('PANIC:  could not write to file "pg_wal/x": No space left on device', "disk_full", 74),
        ('FATAL:  data directory "/d" has invalid permissions', "no_permission", 77),
        ("FATAL:  database files are incompatible with server", "data_newer", 78),
        ('FATAL:  lock file "postmaster.pid" already exists', "locked", 75),
        ("something nobody has seen", "no_start", 70),
    ],
)
def test_what_the_server_wrote_becomes_advice(written: str, code: str, exit_code: int) -> None:
    trouble = trouble_in(written, Path("/d"))
    assert (trouble.code, trouble.exit_code) == (code, exit_code)
    assert trouble.chinese != trouble.english


def test_a_version_the_wheel_does_not_carry_is_named() -> None:
    with pytest.raises(Trouble, match="No PostgreSQL 9 programs"):
        find_binaries(9)


def test_a_quote_in_a_path_stays_inside_the_configuration() -> None:
    assert "unix_socket_directories = '/tmp/it''s'\n" in configuration(Path("/tmp/it's"), 18)
