# SPDX-License-Identifier: Apache-2.0
"""The server's configuration: what we set and why. Everything else is PostgreSQL's own default."""

import os
from pathlib import Path

MAX_CONNECTIONS = 200
MEBI = 1024 * 1024


def configuration(socket: Path, major: int) -> str:
    """The text of unionnet.conf, read after postgresql.conf."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBI
    lines: dict[str, str | int] = {
        "listen_addresses": "",  # the wheel is built without TLS: the socket is the only door
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "port": 5432,
        "max_connections": MAX_CONNECTIONS,
        "shared_buffers": f"{max(32, min(1024, memory // 8))}MB",
        "effective_cache_size": f"{max(64, memory // 2)}MB",
        "maintenance_work_mem": f"{max(32, min(256, memory // 32))}MB",
        "max_wal_size": "1GB",  # keeps crash recovery within seconds
        "random_page_cost": "1.1",
        "jit": "off",  # not built in
        # Many ask small questions at once: to start helpers for one takes longer than to answer it.
        "max_parallel_workers_per_gather": 0,
        "password_encryption": "scram-sha-256",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # The log must never hold a name, number or statement with values of a person.
        # An ERROR quotes what was wrong, and the application hears of it anyway.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": 0,
        "log_parameter_max_length_on_error": 0,
        "log_statement": "none",
        "log_checkpoints": "off",
    }
    head = (
        f"# Written anew at each start of PostgreSQL {major}.\n"
        "# Your own settings belong into postgresql.conf, below the include.\n"
    )
    return head + "".join(f"{name} = {_quoted(value)}\n" for name, value in lines.items())


def _quoted(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
