# SPDX-License-Identifier: Apache-2.0
"""Sessions in the database, sealed at rest."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions


class SessionStore(DatabaseSessions):
    """To be sealed: see the privacy ruling on sessions."""
