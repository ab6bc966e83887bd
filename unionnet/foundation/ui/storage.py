# SPDX-License-Identifier: Apache-2.0
"""Static files by hash, also inside modules; before the first collectstatic by their plain names."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """Modules import each other by hashed path: no import map, which a strict CSP would block."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name  # no manifest yet: tests and the first start of bin/dev
        return str(super().stored_name(name))

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files:
            return str(super(ManifestStaticFilesStorage.__mro__[2], self).url(name))
        return str(super().url(name, force))

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Other people's bundles name source maps that are not shipped; they are left as they are."""
        for name, hashed, outcome in super().post_process(*args, **kwargs):
            missing = isinstance(outcome, ValueError) and name.startswith("vendor/")
            yield name, hashed, (False if missing else outcome)
