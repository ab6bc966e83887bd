# SPDX-License-Identifier: Apache-2.0
"""Uploads: checked by content, stripped of metadata, kept under opaque names."""
