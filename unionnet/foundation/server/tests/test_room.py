# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

from unionnet.foundation.server.room import LITTLE, PAUSE, Room


def test_a_full_disk_is_told_once_and_the_room_again_once() -> None:
    told: list[str] = []
    free = [10 * LITTLE]
    room = Room(Path("/data"), told.append, lambda _data: free[0])
    for turn, left in enumerate([10 * LITTLE, 5_000_000, 0, LITTLE + 1, 3 * LITTLE, 3 * LITTLE]):
        free[0] = left
        room.look(turn * PAUSE)
    assert [words.splitlines()[-1] for words in told] == [
        "The disk is nearly full (/data, 5 MB left): what is new is refused. "
        "Make room; the data are unharmed.",
        "磁盘空间已恢复，一切照常。 / There is room on the disk again; all goes on.",
    ]


def test_it_does_not_look_at_every_turn() -> None:
    looks: list[Path] = []

    def free(data: Path) -> int:
        looks.append(data)
        return 10 * LITTLE

    room = Room(Path("/data"), lambda _words: None, free)
    for turn in range(50):
        room.look(turn * 0.1)
    assert len(looks) == 1
