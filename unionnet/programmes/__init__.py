# SPDX-License-Identifier: Apache-2.0
"""What members know by name: rules and words on top of the instruments."""
