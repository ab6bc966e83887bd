# SPDX-License-Identifier: Apache-2.0
"""Every template of ours compiles: `python -m unionnet.foundation.ui.compiles`, a step of bin/check."""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


def broken() -> list[str]:
    """One line for each template that does not compile."""
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

    lines = []
    for file in sorted(PACKAGE.glob("*/*/templates/**/*")):
        if file.suffix not in {".html", ".txt", ".svg"}:
            continue
        folder = next(parent for parent in file.parents if parent.name == "templates")
        try:
            engines["django"].get_template(str(file.relative_to(folder)))
        except (TemplateSyntaxError, TemplateDoesNotExist) as problem:
            lines.append(f"{file.relative_to(PACKAGE.parent)}: {problem}")
    return lines


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    import django

    django.setup()
    lines = broken()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
