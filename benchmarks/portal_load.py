"""The example portal under load: every kind of page, in both languages, so many requests a second, over loopback.

Usage: python benchmarks/portal_load.py FILE [SECONDS [RATE]]. FILE is a file of cases, say 100,000 of them made by `synthetic.py`.
The portal runs in a process of its own. Requests start at their times whether others have been answered or not, so that
waiting counts; the first quarter warms the caches and is not counted. Prints a Markdown table and the portal's memory.
"""

from __future__ import annotations

import asyncio
import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

import httpx

from chiho_digital import governments, systems
from chiho_digital.procurement import PUBLISHED_CASES

EXAMPLES = Path(__file__).parents[1] / "examples"
START = (
    "import sys\n"
    "from datetime import UTC, date, datetime\n"
    "from pathlib import Path\n"
    "import uvicorn\n"
    "from portal.app import create_app\n"
    "from portal.settings import Limits, Settings\n"
    "limits = Limits(requests=10**9)\n"
    "app = create_app(Settings(Path(sys.argv[1]), date(2026, 1, 1), lambda: datetime.now(UTC), limits, warm=True))\n"
    "uvicorn.run(app, port=int(sys.argv[2]), log_level='warning', access_log=False)\n"
)
PORT = 8765
BORROWING = (
    "fiscal_year=2025&acquisition=introduce&carried_out_by=own&kind=system&use=resident_service&regional_issue=none"
    "&under_plan=yes&purpose=resident_convenience&commonization_candidate=no&standardisation=no&grants=0&other_revenue=0"
    "&receives=yes&rate=1.0&years=5&grace=1&method=equal_principal"
)
PEOPLE = "year=2025&item1=engagement&amount1=6000000&revenue1=0&person1=1"
AHEAD = (
    "start=2025&years=6&people=1&cost=25000000&revenue=0&recruiting=1500000&employment=fixed_term"
    "&duty=support&external=yes&expertise=yes&others=none"
)


def with_names(source: Path, target: Path) -> None:
    """Names the bodies that take part, as often and as many as in the published cases: synthetic rows only count them."""
    with PUBLISHED_CASES.open(encoding="utf-8", newline="") as file:
        shape = [
            len([name for name in row["participants_named"].split(";") if name])
            for row in csv.DictReader(file)
        ]
    here = {
        place.name: [one.name for one in governments.municipalities(prefecture=place)]
        for place in governments.prefectures()
    }
    draw = random.Random(8)  # noqa: S311 -- the same names each time, no secrets
    with (
        source.open(encoding="utf-8", newline="") as file,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.DictReader(file)
        written = csv.DictWriter(out, [*(rows.fieldnames or ()), "participants_named"])
        written.writeheader()
        for row in rows:
            names = here.get(row["prefecture"], [])
            some = draw.sample(names, min(draw.choice(shape), len(names)))
            if some:
                row |= {"participants_named": ";".join(some), "participants_municipal_count": str(len(some))}
            written.writerow(row)


def paths(ids: list[str], draw: random.Random) -> Mapping[str, Callable[[], str]]:
    """What is asked for, by the kind of page, without the language."""
    bodies = [str(body.code) for body in governments.municipalities()]
    places = [str(body.code) for body in governments.prefectures()]
    kinds = [kind.id for kind in systems.kinds()]
    pick = draw.choice
    return {
        "front": lambda: "/",
        "prefectures": lambda: "/prefectures",
        "a prefecture": lambda: f"/prefectures/{pick(places)}",
        "map": lambda: "/map.svg",
        "kinds": lambda: "/kinds",
        "cases": lambda: f"/cases?page={draw.randint(1, 1 + len(ids) // 20)}",
        "cases, filtered": lambda: f"/cases?prefecture={pick(places)}&at_least={draw.randint(0, 9)}",
        "cases with words": lambda: f"/cases?words={draw.randint(0, 9_999)}",
        "a case": lambda: f"/cases/{pick(ids)}",
        "search": lambda: f"/bodies?q={pick(['萩', '府中市', 'hagi', '太子市'])}",
        "a body": lambda: f"/bodies/{pick(bodies)}",
        "a pathway": lambda: (
            f"/bodies/{pick(bodies)}/pathway?kind={pick(kinds)}&year={draw.randint(2025, 2029)}"
        ),
        "work by year": lambda: f"/bodies/{pick(bodies)}/load",
        "may we borrow": lambda: f"/bonds?body={pick(bodies)}&{BORROWING}&cost={draw.randint(1, 999)}0000",
        "rules of the bond": lambda: f"/bonds/rules?body={pick(bodies)}&{BORROWING}",
        "plan": lambda: f"/plan?body={pick(bodies)}",
        "calls": lambda: f"/calls?prefecture={pick(places)}",
        "wishes": lambda: "/wishes",
        "talent": lambda: "/talent",
        "a pool": lambda: f"/talent/{pick(places)}",
        "support for people": lambda: f"/talent/support?body={pick(bodies)}&{PEOPLE}",
        "years ahead": lambda: f"/talent/outlook?body={pick(bodies)}&{AHEAD}",
        "needs for people": lambda: "/talent/needs",
        "commonization": lambda: f"/commonization?state={pick(['', 'candidate'])}",
        "calendar": lambda: "/commonization/calendar",
        "check": lambda: "/check",
        "preview": lambda: "/preview",
        "changes": lambda: "/changes",
        "feedback": lambda: f"/feedback?page=/cases/{pick(ids)}",
    }


async def ask(address: str, seconds: int, rate: int) -> dict[str, list[float]]:
    """The seconds that answers took, by the kind of page."""
    draw = random.Random(8)  # noqa: S311 -- the same pages each time, no secrets
    times: dict[str, list[float]] = {}
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        first = (await client.get("/api/cases")).json()
        pages = [(await client.get(f"/api/cases?page={n}")).json()["cases"] for n in range(1, 50)]
        wanted = paths([*first["cases"], *(one for page in pages for one in page)], draw)

        async def one(kind: str, path: str, *, counts: bool) -> None:
            start = perf_counter()
            answer = await client.get(path)
            if not answer.is_success:
                raise SystemExit(f"{path}: {answer.status_code}")
            if counts:
                times.setdefault(kind, []).append(perf_counter() - start)

        start, tasks = perf_counter(), list[asyncio.Task[None]]()
        for number in range(seconds * rate):
            await asyncio.sleep(max(start + number / rate - perf_counter(), 0))
            kind = draw.choice(list(wanted))
            path = f"/{draw.choice(['ja', 'en'])}{wanted[kind]()}"
            tasks.append(asyncio.create_task(one(kind, path, counts=number >= seconds * rate // 4)))
        await asyncio.gather(*tasks)
    return times


def memory(process: int) -> str:
    """The memory of a process and its peak, as the system tells it."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    kept = {
        line.split(":")[0]: int(line.split()[1]) // 1024
        for line in lines
        if line.startswith(("VmRSS", "VmHWM"))
    }
    return f"memory {kept['VmRSS']} MiB, peak {kept['VmHWM']} MiB"


def main() -> None:
    """Puts the cases in, starts the portal, asks, and prints."""
    seconds, rate = (
        int(sys.argv[at]) if len(sys.argv) > at else default for at, default in ((2, 60), (3, 50))
    )
    with tempfile.TemporaryDirectory() as folder:
        load = [sys.executable, "-m", "portal", "--folder", folder, "load", str(Path(sys.argv[1]).resolve())]
        subprocess.run(load, cwd=EXAMPLES, check=True)
        with subprocess.Popen([sys.executable, "-c", START, folder, str(PORT)], cwd=EXAMPLES) as portal:
            try:
                address = f"http://127.0.0.1:{PORT}"
                while True:
                    try:
                        httpx.get(address)
                        break
                    except httpx.TransportError:
                        if portal.poll() is not None:
                            raise SystemExit("the portal did not start") from None
                times = asyncio.run(ask(address, seconds, rate))
                print(f"\n{rate} requests a second for {seconds} s; {memory(portal.pid)}\n")
            finally:
                portal.terminate()
    print("| page | requests | median | p95 | longest |\n|---|---|---|---|---|")
    for kind, found in {"all": [one for many in times.values() for one in many], **times}.items():
        ranked = [f"{sorted(found)[int(len(found) * part)] * 1000:.0f} ms" for part in (0.5, 0.95)]
        print(f"| {kind} | {len(found):,} | {ranked[0]} | {ranked[1]} | {max(found) * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
