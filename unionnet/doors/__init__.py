# SPDX-License-Identifier: Apache-2.0
"""The top floor: joins many apps, or faces another machine. Nobody imports from here."""
