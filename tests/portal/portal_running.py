"""The portal as it runs: a real server on this machine, asked over HTTP. Time stands still unless a test moves it."""

import os
import shutil
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep

import httpx
import pytest
import uvicorn
from portal_seeds import seed

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "examples"))

from portal.app import create_app  # noqa: E402 -- where it lies is said above
from portal.security import tokens  # noqa: E402
from portal.settings import Limits, Settings  # noqa: E402

AS_OF = date(2026, 1, 1)
ROOMY = Limits(requests=1_000_000, writes=1_000, logins=1_000, uploads=1_000, feedback=1_000)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.time = datetime(2026, 1, 1, 9, tzinfo=UTC)

    def __call__(self):
        return self.time

    def move(self, **by):
        self.time += timedelta(**by)


class Running:
    """A portal that runs: where, on which clock, in which folder."""

    def __init__(self, address, folder, clock, app):
        self.address, self.folder, self.clock, self.app = address, folder, clock, app

    @property
    def portal(self):
        return self.app.state.portal

    def client(self):
        return httpx.Client(base_url=self.address, timeout=60)

    def get(self, path, **more):
        with self.client() as client:
            return client.get(path, **more)

    def token(self, body):
        return tokens.issue(self.folder / "tokens.jsonl", body, day=AS_OF)

    @contextmanager
    def logged_in(self, body):
        with self.client() as client:
            fields = {"form_token": form_token(client), "token": self.token(body)}
            assert 303 == client.post("/ja/login", data=fields).status_code
            yield client


def form_token(client, path="/ja/login"):
    """What a form of ours carries."""
    return client.get(path).text.partition('name="form_token" value="')[2].partition('"')[0]


@contextmanager
def running(folder, limits=ROOMY, **more):
    """Starts a portal in a folder, and stops it."""
    clock = Clock()
    app = create_app(Settings(folder, AS_OF, clock, limits, **more))
    config = uvicorn.Config(app, port=0, log_level="error", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the portal did not start"
        sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Running(f"http://127.0.0.1:{port}", folder, clock, app)
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with running(tmp_path_factory.mktemp("portal")) as portal:
        seed(portal)
        yield portal


@pytest.fixture
def client(site):
    with site.client() as client:
        yield client


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        missing = f"no browser to look with: none of {', '.join(BROWSERS)} is on the PATH"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}; CI must install one (.ci/run does)")
        pytest.skip(missing)  # only outside CI: a new user need not have a browser
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        opened = playwright.chromium.launch(executable_path=program, args=options)
        yield opened
        opened.close()
