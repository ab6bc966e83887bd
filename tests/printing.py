# SPDX-License-Identifier: Apache-2.0
"""Where Debian's pango is missing the product says so in words, and tests of paper are skipped."""

import pytest


@pytest.fixture(scope="session")
def printer() -> None:
    try:
        import weasyprint  # noqa: F401
    except OSError:
        pytest.skip("pango is not installed: as root, apt-get install libpango-1.0-0 libpangoft2-1.0-0")
