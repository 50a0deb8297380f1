"""A throwaway PostgreSQL server: its own folder, its own port, gone after the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PASSWORD = "s3cret pässword@%"
QUOTED_PASSWORD = "s3cret%20p%C3%A4ssword%40%25"


@dataclass
class Server:
    """A running server; ``url`` may be asked for with other parts than the right ones."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def url(
        self, password: str = QUOTED_PASSWORD, database: str = "postgres", user: str = "tester"
    ) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(), autocommit=True)


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_server_user(command: list[str]) -> list[str]:
    """The server refuses to run as root, so root hands it to the user ``postgres``."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def why_not() -> str | None:
    """Why no server can be started here although its programs exist."""
    if os.geteuid() != 0:
        return None
    if shutil.which("runuser") is None:
        return "root cannot hand the server to another user: no runuser"
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return "root cannot hand the server to another user: no user postgres"
    return None


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Starts a server that asks for a password, and stops it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="deckgen-pg-"))
    data = folder / "data"
    password_file = folder / "password"
    password_file.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, password_file):
            shutil.chown(path, "postgres")
    try:
        subprocess.run(
            _as_server_user(
                [
                    str(programs / "initdb"),
                    *("-D", str(data), "-U", "tester", "-A", "scram-sha-256"),
                    f"--pwfile={password_file}",
                    *("-E", "UTF8", "--locale=C", "--no-sync"),
                ]
            ),
            check=True,
            capture_output=True,
            cwd="/",
        )
        port = free_port()
        process = subprocess.Popen(
            _as_server_user(
                [
                    str(programs / "postgres"),
                    *("-D", str(data), "-p", str(port), "-k", str(folder)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
                    *("-c", "timezone=America/New_York", "-c", "datestyle=SQL, DMY"),
                ]
            ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        server = Server(folder, port, process)
        try:
            _wait(server)
            yield server
        finally:
            stop(server, signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline or server.process.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            return


def stop(server: Server, how: signal.Signals) -> None:
    """Signals the server itself (SIGINT: drop connections; SIGQUIT: at once) and waits for it."""
    lock = server.folder / "data" / "postmaster.pid"
    if lock.exists():
        os.kill(int(lock.read_text().splitlines()[0]), how)
    server.process.wait(timeout=30)
