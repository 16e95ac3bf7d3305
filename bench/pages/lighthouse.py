"""Lighthouse on one address: its scores, its times and its complaints."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.pages.sites import NODE

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
EVIDENCE = {"cumulative-layout-shift": "layout-shifts"}
"""The audit that names the places, where it is not the audit that gives the score."""
BROWSER_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


@dataclass(frozen=True, order=True)
class Complaint:
    """An audit that counts and is not fully passed: which, why, and where on the page."""

    category: str
    audit: str
    reason: str


@dataclass(frozen=True)
class Result:
    """The scores (0 to 100) and metrics (milliseconds; CLS as it is) of a page, and what was found wanting."""

    scores: dict[str, float]
    metrics: dict[str, float]
    complaints: frozenset[Complaint]


def lighthouse(address: str, chromium: str) -> Result:
    """One run as a phone with simulated throttling; stops the program when Lighthouse fails."""
    command = [
        str(NODE / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(BROWSER_FLAGS)}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout) if done.returncode == 0 else {}
    if not report or report.get("runtimeError"):
        sys.exit(f"Lighthouse failed on {address}: {report.get('runtimeError') or done.stderr}")
    return Result(
        {each: 100 * report["categories"][each]["score"] for each in CATEGORIES},
        {name: report["audits"][audit]["numericValue"] for name, audit in METRICS.items()},
        frozenset(_complaints(report)),
    )


def _complaints(report: dict[str, Any]) -> Iterator[Complaint]:
    for name, category in report["categories"].items():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                evidence = report["audits"][EVIDENCE.get(reference["id"], reference["id"])]
                found = (evidence.get("details") or {}).get("items") or []
                where = [text for item in found for text in _places(item)]
                reason = "; ".join([audit["title"], *filter(None, [audit.get("explanation")]), *where])
                yield Complaint(name, reference["id"], reason)


def _places(item: dict[str, Any]) -> Iterator[str]:
    node = item.get("node") or {}
    for text in (node.get("selector"), node.get("explanation"), item.get("description"), item.get("source")):
        if isinstance(text, str):
            yield " ".join(text.split())


def median(results: Sequence[Result]) -> Result:
    """The median of each number; every complaint that was made in any run."""
    return Result(
        {name: statistics.median(each.scores[name] for each in results) for name in CATEGORIES},
        {name: statistics.median(each.metrics[name] for each in results) for name in METRICS},
        frozenset().union(*(each.complaints for each in results)),
    )
