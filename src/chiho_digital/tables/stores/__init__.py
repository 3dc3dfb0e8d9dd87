"""The store of checked tables in a DuckDB file: what it holds, how it opens, its snapshots."""
