# SPDX-License-Identifier: Apache-2.0
"""What an operator is told when the database cannot start: one line in Chinese, one in English."""


class Trouble(Exception):  # noqa: N818  (an answer to a person, in the voice of the house)
    """Something the operator must put right. `exit_code` is what the command line ends with."""

    def __init__(self, code: str, chinese: str, english: str, *, exit_code: int = 70) -> None:
        super().__init__(english)
        self.code = code
        self.chinese = chinese
        self.english = english
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.chinese}\n{self.english}"
