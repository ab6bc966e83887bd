# SPDX-License-Identifier: Apache-2.0
"""How this house logs: one line of JSON on stderr, or plain words on a terminal.

Never the values of variables: structlog's own default prints them with every traceback when a certain library
is installed, and with them passwords and what members entrusted to us.
"""

import logging
import os
import sys

import structlog


def configure() -> None:
    at_terminal = sys.stderr.isatty()
    name = os.environ.get("UNIONNET_LOG_LEVEL", "WARNING").upper()
    level = logging.getLevelNamesMapping().get(name, logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if at_terminal else [structlog.processors.format_exc_info]),
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
            if at_terminal
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
