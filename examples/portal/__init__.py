"""An example portal on the library's public API: dashboard pages and a page for each municipality, in Japanese and English."""

import os

# Polars' allocator keeps what a count has used for seconds; without that the portal's peak is some 70 MB lower. Has to be
# said before Polars is imported, and does nothing where that has another allocator.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
