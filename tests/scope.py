# SPDX-License-Identifier: Apache-2.0
"""A test looks at everything; what it asks over HTTP is asked on behalf of whoever signed in."""

from unionnet.foundation.scope import open_process

open_process("a test")
