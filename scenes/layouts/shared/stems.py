"""What is narrow below and wide above: people walk and look under it."""

from __future__ import annotations

STEM_M = {"tree": 0.6, "street lamp": 0.4, "parasol": 0.3}  # widths at the foot
CROWN = 0.2  # below this share of its height, a tree is no wider than its stem
CROWNED = frozenset({"tree", "parasol"})  # whose upper part hides what is behind
