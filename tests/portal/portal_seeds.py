"""What the portal holds before it is looked at: what bodies said, so that no page of the tests is an empty one."""


def seed(site):
    """Puts it in, once for all tests of a run."""
