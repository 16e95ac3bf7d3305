"""Measures our configuration of nginx under load, beside that of the distribution, on the same files.

Run it by hand, after `make build`, where nginx and wrk are installed: `.venv/bin/python -m bench.load`. Readers ask for
the home page, a guidance page, a checklist, their style sheets, scripts and fonts, and a PDF, in turn, as browsers that
take compressed answers. It prints a table in Markdown; figures are worth something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile

from macros.content.site import ROOT
from macros.publishing.servers import nginx_configuration
from tests.publishing.real_servers import nginx

SITE = ROOT / "site"
ASKED = (
    "fr/index.html",
    "nl/kosten/index.html",
    "nl/checklists/stap-2/index.html",
    "assets/*/css/site.css",
    "assets/*/css/papers.css",
    "assets/*/js/page.js",
    "assets/*/js/checklist.js",
    "assets/*/fonts/guide-sans.woff2",
    "documents/carte-reflexe-fr.pdf",
)
DISTRIBUTION = """
include /etc/nginx/mime.types;
default_type application/octet-stream;
types_hash_max_size 2048;
gzip on;
server {{
    listen {listen};
    root {root};
    index index.html;
    access_log {root}/../access;
    location / {{ try_files $uri $uri/ =404; }}
}}
"""
"""What Debian's nginx.conf and sites-available/default say."""


def main() -> None:
    """Measures and prints."""
    options = _options()
    paths = [f"/{next(SITE.glob(each)).relative_to(SITE).as_posix().removesuffix('index.html')}" for each in ASKED]
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}; {options.connections} connections")
    print("\n| configuration | requests/s | MB/s | median | p99 | errors |\n|---|---|---|---|---|---|")
    for name, connections in (("the distribution's", 768), ("ours", 4096)):
        with nginx(SITE, _ours if name == "ours" else _theirs, connections=connections) as running:
            _asked(running.address, paths, options.connections, 3)  # the files are in memory then
            found = _asked(running.address, paths, options.connections, options.seconds)
            print(f"| {name} | {' | '.join(found)} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=20)
    return parser.parse_args()


def _ours(root: str, listen: str) -> str:
    return nginx_configuration(root, "guide.example", listen)


def _theirs(root: str, listen: str) -> str:
    return DISTRIBUTION.format(root=root, listen=listen)


def _asked(address: str, paths: list[str], connections: int, seconds: int) -> list[str]:
    """What wrk found: requests and megabytes a second, median and 99th percentile, errors of any kind."""
    script = "".join(
        [
            f"local paths = {{{', '.join(repr(path) for path in paths)}}}\nlocal at = 0\n",
            'wrk.headers["Accept-Encoding"] = "gzip"\n',
            "request = function() at = at % #paths + 1; return wrk.format(nil, paths[at]) end\n",
        ]
    )
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        shape = ["-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency", "-s", file.name]
        done = subprocess.run(["wrk", *shape, address], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    said = done.stdout
    errors = [int(each) for each in re.findall(r"(?:connect|read|write|timeout|responses:?) (\d+)", said)]
    rate, transfer = _found(r"Requests/sec: +(\S+)", said), _found(r"Transfer/sec: +(\S+)", said)
    return [rate, transfer, _found(r"50% +(\S+)", said), _found(r"99% +(\S+)", said), str(sum(errors))]


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else "none"


if __name__ == "__main__":
    main()
