"""Alongside. This runs first, before any library with threads of its own is loaded."""

import os

# Linear algebra in one thread: our matrices are narrow, and threads that wait for each other on a busy machine made
# single landscapes a hundred times slower. An operator may set it otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
