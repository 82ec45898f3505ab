"""A site on this machine, served by a real web server in a process of its own."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from time import monotonic, sleep

PATIENCE = 10.0  # seconds until it answers

_NGINX = """
daemon off; user {user}; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; application/rss+xml xml; text/plain txt; }}
  access_log {log}; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi; keepalive_requests 100000;
  server {{ listen {port}; root {root}; }}
}}
"""


@dataclass(frozen=True)
class Site:
    """Files that are served under all addresses 127.*, each of which is a host for a crawler."""

    port: int
    log: Path

    def host(self, number: int) -> str:
        """Return the name of one of 60,000 hosts."""
        return f"127.0.{number // 250 + 1}.{number % 250 + 1}:{self.port}"

    @property
    def asked(self) -> list[str]:
        """The paths that have been asked for."""
        lines = self.log.read_text("latin-1").splitlines() if self.log.exists() else []
        return [line.split('"')[1].split()[1] for line in lines if '"GET ' in line]


@contextmanager
def site(root: Path, folder: Path) -> Iterator[Site]:
    """Serve the files below root: with nginx, where it is installed, else with Twisted.

    folder is for the server's own files.
    """
    with socket.socket() as found:
        found.bind(("", 0))
        port = found.getsockname()[1]
    log = folder / "access.log"
    log.unlink(missing_ok=True)
    if nginx := shutil.which("nginx"):
        settings = folder / "nginx.conf"
        names = {"user": getuser(), "folder": folder, "log": log, "port": port, "root": root}
        settings.write_text(_NGINX.format(**names))
        command = [nginx, "-p", str(folder), "-c", str(settings)]
    else:
        web = ["web", "--path", str(root), "--listen", f"tcp:{port}", "--logfile", str(log)]
        command = [sys.executable, "-m", "twisted", "--log-file", str(folder / "twisted"), *web]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port, server)
            yield Site(port, log)
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; raises TimeoutError."""
    end = monotonic() + PATIENCE
    while monotonic() < end and server.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        sleep(0.05)
    raise TimeoutError(f"no answer from {server.args!r}")
