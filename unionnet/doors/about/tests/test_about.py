# SPDX-License-Identifier: Apache-2.0
import pytest
from django.test import Client
from django.utils.translation import override

from unionnet.doors.about.items import SHOWN, items, said
from unionnet.doors.about.licences import browser_packages, python_packages
from unionnet.foundation.privacy import PERSONAL, SENSITIVE, declarations

pytestmark = pytest.mark.django_db
ALLOWED: tuple[str, ...] = (
    "MIT",
    "BSD",
    "ISC",
    "APACHE",
    "MPL",
    "MOZILLA",
    "LGPL",
    "LESSER",
    "PSF",
    "PYTHON",
)
ALLOWED += ("LESSER", "UNLICENSE", "OFL", "ZLIB", "CC0", "0BSD")


@pytest.mark.parametrize("address", ["/about/", "/about/licences", "/about/privacy"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_anybody_may_read_it(client: Client, address: str, language: str) -> None:
    assert client.get(address, headers={"Accept-Language": language}).status_code == 200


def test_every_locked_package_states_a_licence_we_allow() -> None:
    packages = [*python_packages(), *browser_packages()]
    odd = [
        f"{package.name}: {package.licence}"
        for package in packages
        if package.licence and not any(word in package.licence.upper() for word in ALLOWED)
    ]
    assert odd == []
    assert {"Django", "pydantic", "weasyprint"} <= {package.name for package in python_packages()}


def test_the_list_says_no_less_than_the_code_does(client: Client) -> None:
    declared = [one for one in declarations() if one.level in (PERSONAL, SENSITIVE)]
    listed = [item for item in items() if item.level in (PERSONAL, SENSITIVE)]
    assert len(listed) == len(declared)
    page = client.get("/about/privacy").content.decode()
    assert [one.model for one in declared if one.why not in page] == []


def test_every_declared_phrase_is_known_to_a_catalogue() -> None:
    """A phrase that is shown stands in `_()` in its privacy.py, for the catalogue of its app."""
    shown = [one for one in declarations() if one.level in SHOWN or one.subjects]
    phrases = {phrase for one in shown for phrase in (one.why, one.keeps, one.erasure) if phrase}
    with override("en"):
        assert sorted(phrase for phrase in phrases if said(phrase) == phrase) == []


def test_every_record_has_a_name_people_can_read() -> None:
    assert [item.name for item in items() if item.name.isascii()] == []
