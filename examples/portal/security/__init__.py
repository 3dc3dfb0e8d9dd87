"""Who may do what, and how much: tokens, sessions, forms that cannot be forged, headers, limits."""
