"""The costs on which amounts of money are compared. It imports nothing, so that every interpreter draws the same."""


def costs(rows: int = 1_000_000, seed: int = 2025) -> list[int]:
    """Costs from 1 to 100,000,000: x becomes 48271 * x mod (2**31 - 1), and x mod 10**8, plus 1, is the cost."""
    drawn: list[int] = []
    state = seed
    for _ in range(rows):
        state = state * 48_271 % 2_147_483_647
        drawn.append(state % 100_000_000 + 1)
    return drawn
