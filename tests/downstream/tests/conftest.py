"""How many examples the tests of the portal draw."""

from hypothesis import settings

settings.register_profile("portal", max_examples=25, deadline=None)
settings.load_profile("portal")
