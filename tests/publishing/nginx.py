"""A real nginx on this machine, with as few rights as it can have."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.once import free_port

PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
_NOBODY = 65534
_MAIN = """
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
worker_processes auto;
worker_rlimit_nofile 8192;
events {{ worker_connections {connections}; }}
http {{
    {temporary}
    sendfile on;
    tcp_nopush on;
    include {folder}/site.conf;
}}
"""
"""What nginx.conf says, with all that is written in one folder."""


@contextmanager
def nginx(site: Path, configuration: Callable[[str, str], str], connections: int = 4096) -> Iterator[str]:
    """Serves a copy of a site until the block ends, and gives its address.

    `configuration` is given the folder of the copy and where to listen. Where this process is root, nginx is nobody.
    """
    assert PROGRAM, "no nginx: run tests/install-tools"
    listen = f"127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder = Path(name)
        shutil.copytree(site, folder / "site")
        (folder / "site.conf").write_text(configuration(str(folder / "site"), listen), "utf-8")
        temporary = " ".join(
            f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = _MAIN.format(folder=folder, connections=connections, temporary=temporary)
        (folder / "nginx.conf").write_text(main, "utf-8")
        user = _NOBODY if os.geteuid() == 0 else None
        if user:
            os.chown(folder, user, user)
        command = [PROGRAM, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        server = subprocess.Popen(command, user=user, group=user, extra_groups=[] if user else None)
        try:
            _wait_for(listen, folder / "errors", server)
            yield f"http://{listen}/"
        finally:
            server.terminate()
            server.wait()


def _wait_for(listen: str, errors: Path, server: subprocess.Popen[bytes]) -> None:
    host, port = listen.split(":")
    while True:
        assert server.poll() is None, errors.read_text("utf-8")
        with socket.socket() as asked:
            if asked.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.05)
