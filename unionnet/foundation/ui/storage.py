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
        """What is not in the manifest keeps its plain name: tests, and files that were not installed."""
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))

    def post_process(self, *args: Any, **kwargs: Any) -> Any:
        """Other people's bundles name source maps that are not shipped; they are left as they are."""
        for name, hashed, outcome in super().post_process(*args, **kwargs):
            missing = isinstance(outcome, ValueError) and name.startswith("vendor/")
            yield name, hashed, (False if missing else outcome)
