# SPDX-License-Identifier: Apache-2.0
"""Personal data is declared: each app's privacy.py says what its models hold, about whom, how long, and how
it goes. The declarations are executed, not only printed: what a person is shown, given a copy of, what is
erased and what is purged follows from them.

    DECLARATIONS = [
        Declaration(
            "seating.Seat",
            PERSONAL,
            why=_("谁坐在哪里"),                    # `_` is gettext_noop: said again in the reader's language
            keeps=_("活动结束后三年"),
            erasure=_("删除"),
            fields=("person", "note"),
            about=("person",),                      # not needed when the relation is called `person`
            acts=("usher",),                        # people who did something in office: not about them
            on_erasure=DELETE,                      # or BLANK (the fields), KEEP, the dotted name of a verb
            lasts=(Lasts("event__ends_at", 3 * YEAR),),
        ),
    ]
"""

from unionnet.foundation.privacy.declaring import (
    ANONYMOUS,
    BLANK,
    CLASSES,
    DELETE,
    INTERNAL,
    KEEP,
    PERSONAL,
    PUBLIC,
    SECRET,
    SENSITIVE,
    YEAR,
    Declaration,
    Lasts,
    declarations,
)

__all__ = [
    "ANONYMOUS",
    "BLANK",
    "CLASSES",
    "DELETE",
    "INTERNAL",
    "KEEP",
    "PERSONAL",
    "PUBLIC",
    "SECRET",
    "SENSITIVE",
    "YEAR",
    "Declaration",
    "Lasts",
    "declarations",
]
