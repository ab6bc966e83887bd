# SPDX-License-Identifier: Apache-2.0
"""The verbs of enrolment, one family a file."""

from unionnet.tools.enrolment.actions.enrol import Answer, Request, enrol, enrol_all

__all__ = ["Answer", "Request", "enrol", "enrol_all"]
