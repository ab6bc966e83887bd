# SPDX-License-Identifier: Apache-2.0
"""Questions and answers are public and name nobody: numbers are taken out of a draft, and who publishes one
says that no person can be told from it."""

from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (
    Declaration("knowledge.Answer", INTERNAL, why="问答的内容、依据、有效期和由谁发布", about=()),
)
