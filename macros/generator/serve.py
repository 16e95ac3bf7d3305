"""Serves the site from this process to someone who edits it, as `mkdocs serve` does, and quietly."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from macros.content.site import ROOT
from macros.generator.build import raised_as_build_error
from macros.model.messages import Message, translated

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

HOST = "127.0.0.1"
_log = logging.getLogger("guide.serving")


def serve_site(port: int, built: Callable[[], None]) -> None:
    """Builds the site and serves it until it is interrupted; what an editor changes is built anew (`live_edit.py`).

    Calls `built` once it is built, and logs its address when the first page can be fetched. Raises `BuildError`, and
    what interrupts it.
    """
    with raised_as_build_error(), TemporaryDirectory(prefix="guide-") as folder:
        _serve(port, Path(folder), built)


def _serve(port: int, folder: Path, built: Callable[[], None]) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.livereload import LiveReloadServer

    shown, address = folder / "shown", f"http://{HOST}:{port}/"

    def load() -> MkDocsConfig:
        return load_config(str(ROOT / "mkdocs.yml"), site_dir=mkdtemp(dir=folder), site_url=address)

    def build_whole(config: MkDocsConfig | None = None) -> None:
        # Into a folder of its own: MkDocs empties the folder first, and a fault may be found last. Nor does it matter
        # that static-i18n leaves MkDocs unable to empty one when a build fails within its own (`clean_directory`).
        config = config or load()
        try:
            build(config, serve_url=address)
        except BaseException:
            shutil.rmtree(config.site_dir, ignore_errors=True)
            raise
        _show(Path(config.site_dir), shown)

    config = load()
    config.plugins.on_startup(command="serve", dirty=False)
    server = LiveReloadServer(build_whole, HOST, port, str(shown))
    server.error_handler = lambda code: (shown / f"{code}.html").read_bytes() if code == 404 else None
    try:
        build_whole(config)
        built()
        config.plugins.on_serve(server, config=config, builder=build_whole)
        for place in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(place)
        threading.Thread(target=_say_when_served, args=(port,), daemon=True).start()
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _show(site: Path, shown: Path) -> None:
    """Turns the link `shown` to another folder, and removes the one that it led to.

    A link, since MkDocs' server knows the path of a file before it waits for a build, and opens it afterwards.
    """
    former, link = shown.readlink() if shown.is_symlink() else None, site.with_suffix(".link")
    link.symlink_to(site)
    link.replace(shown)
    if former:
        shutil.rmtree(former)


def _say_when_served(port: int) -> None:
    """Logs the address as soon as its first page comes."""
    while True:
        connection = HTTPConnection(HOST, port)
        with suppress(OSError):
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                _log.info(translated(Message("served-at", address=f"http://{HOST}:{port}/")))
                return
        time.sleep(0.05)
