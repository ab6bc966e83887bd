# SPDX-License-Identifier: Apache-2.0
"""A conftest outranks plugins, so our set-up of the database replaces that of pytest-django."""

import tests.scope  # noqa: F401 - a test looks at everything
from tests.database import _attempts_where_the_test_writes, _truncate_as_owner, django_db_setup
from tests.demo import become_demo
from tests.keeping import pytest_runtest_teardown
from tests.language import _in_chinese
from tests.printing import printer
from tests.serving import browser, demo_site, desk, phone, site

__all__ = [
    "_attempts_where_the_test_writes",
    "_in_chinese",
    "_truncate_as_owner",
    "become_demo",
    "browser",
    "demo_site",
    "desk",
    "django_db_setup",
    "phone",
    "printer",
    "pytest_runtest_teardown",
    "site",
]
