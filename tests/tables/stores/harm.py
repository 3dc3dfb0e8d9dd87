"""Opens a store after each of many injuries to its file and says what came of it; a process of its own, since it might die.

Called as `harm.py FOLDER OFFSETS`; FOLDER holds `town.duckdb`. One line is printed for every injury: its name, and "equal"
or the code of the error.
"""

import pickle
import random
import sys
from pathlib import Path

from making import same, say

from chiho_digital import tables
from chiho_digital.tables import StoreError


def injuries(whole, offsets):
    """Named ways to harm a file, each with the bytes that are left."""
    size = len(whole)
    block = 262_144
    places = [0, 8, 12, 20, 4_095, 4_096, 4_104, 8_191, 8_192, 8_200, 12_287, 12_288, size // 2, size - 1]
    places += [
        place for start in range(12_288, size, block) for place in (start, start + 8, start + block - 1)
    ]
    places += random.Random(4).sample(range(size), offsets)  # noqa: S311 -- no secret
    for place in places:
        if place < size:
            flipped = bytearray(whole)
            flipped[place] ^= 0x55
            yield f"flip {place}", bytes(flipped)
    for left in (0, 1, 100, 4_096, 8_192, 12_288, 12_288 + block, size // 2, size - block, size - 1):
        yield f"cut to {left}", whole[:left]
        yield f"zero from {left}", whole[:left] + bytes(size - left)
    yield "text", "市町村の表\n".encode() * 1000
    yield "doubled", whole + whole


def outcome(path, expected):
    """What opening and reading everything comes to."""
    try:
        with tables.store(path, snapshots=0) as store:
            kept = {name: store.get(name) for name in store.names()}
    except StoreError as error:
        return error.code if all(map(error.message, ("ja", "en"))) else "WITHOUT WORDS"
    right = kept.keys() == expected.keys() and all(same(kept[name], expected[name]) for name in kept)
    return "equal" if right else "DIFFERENT"


def main():
    folder, offsets = Path(sys.argv[1]), int(sys.argv[2])
    expected = pickle.loads((folder / "expected").read_bytes())
    whole = (folder / "town.duckdb").read_bytes()
    for name, data in injuries(whole, offsets):
        for file in folder.glob("harmed.duckdb*"):
            file.unlink()
        path = folder / "harmed.duckdb"
        path.write_bytes(data)
        say(name, "->", outcome(path, expected))


if __name__ == "__main__":
    main()
