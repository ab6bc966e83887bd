# SPDX-License-Identifier: Apache-2.0
"""What one person may ask about themselves."""

from unionnet.doors.rights.queries.held import Kind, Shown, held_of, kind_of, rows_of, shown

__all__ = ["Kind", "Shown", "held_of", "kind_of", "rows_of", "shown"]
