"""A real nginx and a real Apache on this machine, with as few rights as they can have."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.once import free_port

_PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"
NGINX = shutil.which("nginx", path=_PATH)
APACHE = shutil.which("apache2", path=_PATH)
_NOBODY = 65534
_ERRORS = "errors"
"""The log of the server itself."""
_NGINX_CONF = """
daemon off;
pid {folder}/pid;
error_log {folder}/{errors} info;
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
"""What nginx.conf says, with all that is written in one folder, and more of it than distributions have written."""
_HTTPD_CONF = """
ServerRoot {folder}
ServerName guide.example
Listen {listen}
PidFile {folder}/pid
ErrorLog {folder}/{errors}
{modules}
TypesConfig /etc/mime.types
DocumentRoot {folder}/site
<Directory {folder}/site>
    Options Indexes FollowSymLinks
    AllowOverride FileInfo
    Require all granted
</Directory>
<FilesMatch "^\\.ht">
    Require all denied
</FilesMatch>
"""
"""What a shared host says: folders are listed unless `.htaccess`, which the build writes, has it otherwise."""
_MODULES = ("mpm_event", "alias", "authz_core", "autoindex", "deflate", "dir", "filter", "headers", "mime")


@dataclass(frozen=True)
class Running:
    """A server at work."""

    address: str
    folder: Path
    """Holds the copy of the site, and all that the server writes."""


@contextmanager
def nginx(site: Path, configuration: Callable[[str, str], str], connections: int = 4096) -> Iterator[Running]:
    """Serves a copy of a site until the block ends.

    `configuration` is given the folder of the copy and where to listen.
    """
    assert NGINX, "no nginx: run tests/install-tools"
    with _copied(site) as folder:
        listen = f"127.0.0.1:{free_port()}"
        (folder / "site.conf").write_text(configuration(str(folder / "site"), listen), "utf-8")
        temporary = " ".join(
            f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = _NGINX_CONF.format(folder=folder, errors=_ERRORS, connections=connections, temporary=temporary)
        (folder / "nginx.conf").write_text(main, "utf-8")
        with _running([NGINX, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/{_ERRORS}"], folder, listen):
            yield Running(f"http://{listen}/", folder)


@contextmanager
def apache(site: Path) -> Iterator[Running]:
    """Serves a copy of a site, with the `.htaccess` that it holds, until the block ends."""
    assert APACHE, "no apache2: run tests/install-tools"
    with _copied(site) as folder:
        listen = f"127.0.0.1:{free_port()}"
        modules = "\n".join(f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so" for each in _MODULES)
        main = _HTTPD_CONF.format(folder=folder, errors=_ERRORS, listen=listen, modules=modules)
        (folder / "httpd.conf").write_text(main, "utf-8")
        with _running([APACHE, "-D", "FOREGROUND", "-f", f"{folder}/httpd.conf"], folder, listen):
            yield Running(f"http://{listen}/", folder)


@contextmanager
def _copied(site: Path) -> Iterator[Path]:
    """A folder that holds a copy of the site, for the server alone."""
    with tempfile.TemporaryDirectory(prefix="served-") as name:
        shutil.copytree(site, Path(name) / "site")
        yield Path(name)


@contextmanager
def _running(command: list[str], folder: Path, listen: str) -> Iterator[None]:
    """Runs a server, as nobody where this process is root."""
    user = _NOBODY if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user, user)
    server = subprocess.Popen(command, user=user, group=user, extra_groups=[] if user else None)
    try:
        _wait_for(listen, folder / _ERRORS, server)
        yield
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
