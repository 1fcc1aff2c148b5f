"""Makes the benchmarks importable: they are no part of the package, and run from the repository's root."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
