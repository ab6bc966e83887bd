# SPDX-License-Identifier: Apache-2.0
import pytest

from tests.serving import Site


@pytest.mark.django_db(transaction=True)
def test_the_product_says_that_it_is_well(site: Site) -> None:
    health = site.health()
    assert {key: health[key] for key in ("status", "database", "worker", "version")} == {
        "status": "ok",
        "database": "ok",
        "worker": "ok",
        "version": "0.1.0",
    }
