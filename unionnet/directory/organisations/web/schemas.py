# SPDX-License-Identifier: Apache-2.0
"""What rows of a union have in common for machines."""

from __future__ import annotations

from typing import Any

from unionnet.foundation.schemas import PublicId, Schema


class OfUnion(Schema):
    """A row with a public id and the union it belongs to."""

    id: PublicId
    organisation: PublicId
    organisation_name: str

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_organisation(row: Any) -> str:
        return str(row.organisation.public_id)

    @staticmethod
    def resolve_organisation_name(row: Any) -> str:
        return str(row.organisation.name)
