# SPDX-License-Identifier: Apache-2.0
"""`python -m unionnet.foundation.postgres stop FOLDER…`: end servers that nobody uses any more."""

import sys
from pathlib import Path

from . import Cluster

if __name__ == "__main__" and sys.argv[1:2] == ["stop"]:
    for name in sys.argv[2:]:
        if (Path(name) / "PG_VERSION").exists():
            Cluster(Path(name)).stop_unless_used()
