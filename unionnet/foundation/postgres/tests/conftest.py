# SPDX-License-Identifier: Apache-2.0
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from unionnet.foundation.postgres import Cluster


@pytest.fixture(scope="package")
def place() -> Iterator[Path]:
    """A folder that the database account can reach; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="un-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def cluster(place: Path) -> Iterator[Cluster]:
    cluster = Cluster(place / "postgres")
    cluster.start()
    yield cluster
    cluster.stop()
