"""An example portal on the library's public API: dashboard pages and a page for each municipality, in Japanese and English."""
