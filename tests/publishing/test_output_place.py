"""No command deletes what it did not make: a site is written only where nothing else stands."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.content.site import ROOT
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.output_place import (
    BEGUN,
    MARK,
    PlaceError,
    begin,
    place_errors,
    remove_made,
    state_of,
    write_among,
)


def build(place: Path, *, keep: bool = False) -> None:
    """Makes a site of one page."""
    with atomic_folder(place, keep=keep) as site:
        (site / "fr").mkdir()
        (site / "fr" / "index.html").write_text("a page", "utf-8")


def names(place: Path) -> set[str]:
    return {each.relative_to(place).as_posix() for each in place.rglob("*") if not each.is_dir()}


@pytest.mark.parametrize(
    ("guide", "place", "reason"),
    [
        ("src/guide", "src/guide", "the sources of the guide"),
        ("src/guide", "src", "the sources of the guide"),
        ("src/guide", "src/guide/docs", "the sources of the guide"),
        ("src/guide", "src/guide/docs/fr/new", "the sources of the guide"),
        ("src/guide", "/", "the sources of the guide"),
        ("src/guide", "home/me", "your own files"),
        ("src/guide", "home", "your own files"),
        ("home/me/guide", "home/me", "the sources of the guide"),
        ("src/guide", "/proc", "a disk is mounted"),
    ],
)
def test_a_site_is_not_written_over_the_guide_nor_over_a_home(
    guide: str, place: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.publishing.output_place.ROOT", tmp_path / guide)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home" / "me")
    for each in (guide, f"{guide}/docs", "home/me"):
        (tmp_path / each).mkdir(parents=True, exist_ok=True)
    with pytest.raises(PlaceError) as refused:
        build(tmp_path / place)
    assert str(refused.value).startswith((f"{tmp_path / place} holds {reason}", f"{reason} at {place}"))


def test_a_place_below_links_that_lead_round_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(PlaceError):
        build(tmp_path / "round" / "site")


def test_a_site_is_written_for_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    build(tmp_path / "site")
    assert (tmp_path / "site" / "fr" / "index.html").exists()


def a_link(place: Path) -> None:
    (place.parent / "elsewhere").mkdir()
    place.symlink_to(place.parent / "elsewhere")


def a_file(place: Path) -> None:
    place.write_text("somebody's", "utf-8")


def photographs(place: Path) -> None:
    place.mkdir()
    (place / "summer.jpg").write_bytes(b"a photograph")


@pytest.mark.parametrize(
    ("stands_there", "reason"),
    [(a_link, "is a link"), (a_file, "is a file"), (photographs, "summer.jpg")],
)
def test_what_stands_there_stays_and_is_named(
    stands_there: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    place = tmp_path / "site"
    stands_there(place)
    before = {each: each.lstat().st_mtime_ns for each in tmp_path.rglob("*")}
    with pytest.raises(PlaceError, match=reason):
        build(place)
    assert {each: each.lstat().st_mtime_ns for each in tmp_path.rglob("*")} == before


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(PlaceError, match="another user"):
        build(tmp_path)


def test_a_folder_that_may_not_be_written_to_is_refused_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.publishing.output_place.os.access", lambda *_: False)  # root may write anywhere
    with pytest.raises(PlaceError, match="nothing may be written"):
        build(tmp_path / "new" / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_site_of_which_somebody_removed_a_part_meanwhile_is_not_published(tmp_path: Path) -> None:
    place = tmp_path / "new" / "site"

    def build_the_rest() -> None:
        with atomic_folder(place) as site:
            shutil.rmtree(place.parent)
            (site / "nl").mkdir(parents=True)

    with pytest.raises(PlaceError, match=f"{place} .*choose another place"):
        build_the_rest()
    assert not place.exists()


def test_that_nothing_may_be_written_in_a_built_site_is_noticed_before_it_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "site"
    build(place)
    monkeypatch.setattr("macros.publishing.output_place.os.access", lambda folder, _: folder != place)
    with pytest.raises(PlaceError, match=f"nothing may be written in {place}:"), atomic_folder(place):
        pytest.fail("it was built")


def test_what_an_owner_added_stops_the_command_or_stays(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    added = {"CNAME": "guide.example", ".git/HEAD": "ref", "fr/logo.svg": "<svg/>"}
    for name, text in added.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, "utf-8")
    with pytest.raises(PlaceError, match=r"\.git/, CNAME, fr/logo\.svg.*--keep"):
        build(place)
    for _ in range(2):  # it is still somebody else's the second time
        build(place, keep=True)
        assert {name: (place / name).read_text("utf-8") for name in added} == added
        assert names(place) == {*added, MARK, "fr/index.html"}


def test_a_file_of_an_owner_that_the_guide_now_has_too_is_not_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    (place / MARK).write_text("0 fr/older.html\n", "utf-8")  # as if the page were the owner's
    with pytest.raises(PlaceError, match=r"fr/index\.html in"):
        build(place, keep=True)
    assert names(place) == {MARK, "fr/index.html"}


def test_of_leftovers_only_ours_are_removed(tmp_path: Path) -> None:
    ideas, ours = tmp_path / ".site.new-ideas", tmp_path / ".site.new-123"
    for folder in (ideas, ours):
        folder.mkdir()
        (folder / "page.html").write_text("text", "utf-8")
    begin(ours)
    build(tmp_path / "site")
    assert ideas.exists()
    assert not ours.exists()


def killed_after_the_exchange(place: Path) -> Path:
    """What stood in a place, with what its owner added, where the command that replaced it was killed."""
    build(place)
    (place / "CNAME").write_text("guide.example", "utf-8")
    (place / ".well-known").mkdir()
    (place / ".well-known" / "of.txt").write_text("owner", "utf-8")
    (place / "latest").symlink_to("fr")
    leftover = place.with_name(".site.new-killed")
    shutil.copytree(place, leftover, symlinks=True)
    begin(leftover)
    return leftover


def test_a_leftover_whose_additions_stand_in_the_new_folder_is_removed(tmp_path: Path) -> None:
    leftover = killed_after_the_exchange(tmp_path / "site")
    build(tmp_path / "site", keep=True)
    assert not leftover.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda leftover: (leftover / "CNAME").write_text("another.example", "utf-8"),
        lambda leftover: (leftover / ".well-known" / "more.txt").touch(),
        lambda leftover: (leftover / "logo.svg").touch(),
        lambda leftover: ((leftover / "latest").unlink(), (leftover / "latest").symlink_to("nl")),
        lambda leftover: (leftover / "fr" / "index.html").write_text("another page", "utf-8"),
    ],
    ids=["another file", "more in a folder", "one more", "another link", "a page that was changed"],
)
def test_a_leftover_with_something_that_stands_nowhere_else_stays(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    leftover = killed_after_the_exchange(tmp_path / "site")
    change(leftover)
    build(tmp_path / "site", keep=True)
    assert (leftover / "CNAME").exists()


@pytest.mark.parametrize("mark", [MARK, BEGUN])
@pytest.mark.parametrize("is_copied", [False, True])
def test_a_mark_that_we_did_not_put_there_gives_nothing_away(mark: str, is_copied: bool, tmp_path: Path) -> None:
    place, other = tmp_path / "site", tmp_path / "other"
    build(other)
    begin(other)
    photos = place if mark == MARK else tmp_path / ".site.new-summer"
    photographs(photos)
    if is_copied:
        shutil.copy(other / mark, photos / mark)
    else:
        (photos / mark).touch()
    if mark == MARK:
        with pytest.raises(PlaceError, match=r"summer\.jpg"):
            build(place)
    build(place, keep=True)
    assert (photos / "summer.jpg").read_bytes() == b"a photograph"


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("inner", ["pipe", "fr/pipe", "mine/pipe"])
def test_a_named_pipe_in_the_folder_is_named_before_anything_is_built(keep: bool, inner: str, tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    (place / inner).parent.mkdir(exist_ok=True)
    os.mkfifo(place / inner)
    with pytest.raises(PlaceError, match=r"pipe|mine/"), atomic_folder(place, keep=keep):
        pytest.fail("something was built")


def test_a_named_pipe_in_the_place_of_our_own_mark_does_not_hold_a_build_up(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    os.mkfifo(place / BEGUN)
    build(place)
    assert names(place) == {MARK, "fr/index.html"}


@pytest.mark.parametrize("place", ["/proc/new", "/sys/new/site", "/dev/null/site", f"/tmp/{'long' * 100}"])
def test_a_place_that_the_system_refuses_is_told_in_words(place: str) -> None:
    with pytest.raises(PlaceError, match=r"choose another"):
        build(Path(place))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_other_place_is_asked_for_where_the_disk_is_full(code: int, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(code)), place_errors(tmp_path):
        raise OSError(code, os.strerror(code))


@pytest.mark.parametrize("keep", [False, True])
def test_a_page_that_an_owner_changed_is_not_replaced(keep: bool, tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    (place / "fr" / "index.html").write_text("another page", "utf-8")
    with pytest.raises(PlaceError, match=r"fr/index\.html"):
        build(place, keep=keep)
    assert (place / "fr" / "index.html").read_text("utf-8") == "another page"


def test_a_page_that_an_owner_changed_is_named_before_anything_is_built(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    (place / "fr" / "index.html").write_text("another page", "utf-8")
    (place / "CNAME").write_text("guide.example", "utf-8")
    refused = pytest.raises(PlaceError, match=r"^fr/index\.html in .* is not as this command made it")
    with refused, atomic_folder(place, keep=True):
        pytest.fail("something was built")


def test_what_is_added_while_a_site_is_written_stops_it_or_stays(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    with pytest.raises(PlaceError, match="CNAME"), atomic_folder(place):
        (place / "CNAME").write_text("guide.example", "utf-8")
    with atomic_folder(place, keep=True):
        (place / "logo.svg").write_text("<svg/>", "utf-8")
    assert names(place) == {MARK, "CNAME", "logo.svg"}


@pytest.mark.parametrize(
    "add", [Path.mkdir, lambda path: path.symlink_to(path.parents[1])], ids=["an empty folder", "a link to a folder"]
)
def test_a_folder_that_is_added_while_a_site_is_written_stops_it(add: Callable[[Path], None], tmp_path: Path) -> None:
    place = tmp_path / "site"
    build(place)
    with pytest.raises(PlaceError, match="photographs/"), atomic_folder(place):
        add(place / "photographs")
    assert os.path.lexists(place / "photographs")


def test_a_file_that_goes_while_a_site_is_looked_at_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "left").touch()
    monkeypatch.setattr(os, "walk", lambda folder: [(str(folder), [], ["gone", "left"])])
    assert list(state_of(tmp_path)) == ["left"]


def test_a_folder_that_is_filled_while_a_site_is_written_stays(tmp_path: Path) -> None:
    place = tmp_path / "site"
    with pytest.raises(PlaceError, match=r"summer\.jpg"), atomic_folder(place):
        photographs(place)
    assert names(tmp_path) == {"site/summer.jpg"}


def test_what_is_added_in_the_last_moment_stays_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site"
    build(place)
    monkeypatch.setattr("macros.publishing.atomic_folder.os.sync", lambda: (place / "CNAME").touch())
    with pytest.raises(PlaceError, match="stays in"):
        build(place)
    assert len([*tmp_path.glob(".site.new-*/CNAME")]) == 1


def test_another_site_that_is_put_there_in_the_last_moment_makes_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, another = tmp_path / "site", tmp_path / "another"
    build(place)
    build(another)

    def put_another() -> None:
        shutil.rmtree(place)
        another.rename(place)

    monkeypatch.setattr("macros.publishing.atomic_folder.os.sync", put_another)
    build(place)
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_others_that_is_put_there_in_the_last_moment_stays_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "site"
    build(place)

    def put_photographs() -> None:
        shutil.rmtree(place)
        photographs(place)

    monkeypatch.setattr("macros.publishing.atomic_folder.os.sync", put_photographs)
    with pytest.raises(PlaceError, match="stays in"):
        build(place)
    assert len([*tmp_path.glob(".site.new-*/summer.jpg")]) == 1


def test_folders_of_others_with_names_like_ours_stay(tmp_path: Path) -> None:
    own = [tmp_path / ".site.previous", tmp_path / ".site.new-berchem", tmp_path / ".s.new-draft"]
    for folder in own[1:]:
        build(folder)
    photographs(own[0])
    (own[1] / "CNAME").touch()
    for place in (tmp_path / "site", tmp_path / "site", tmp_path / "s*"):
        build(place)
    assert names(tmp_path) >= {".site.previous/summer.jpg", ".site.new-berchem/CNAME", ".s.new-draft/fr/index.html"}


def test_what_is_mounted_below_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site"
    build(place)
    monkeypatch.setattr("macros.publishing.output_place._mount_points", lambda: [place / "fr"])
    with pytest.raises(PlaceError, match="a disk is mounted"):
        build(place)


def test_a_list_that_is_a_link_is_not_trusted(tmp_path: Path) -> None:
    place = tmp_path / "site"
    photographs(place)
    (tmp_path / "list").write_text("0 summer.jpg\n", "utf-8")
    (place / MARK).symlink_to(tmp_path / "list")
    with pytest.raises(PlaceError, match=r"summer\.jpg"):
        build(place)


def test_a_server_can_read_what_was_written_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(tmp_path / "site")
    finally:
        os.umask(before)
    modes = {each.stat().st_mode & 0o777 for each in (tmp_path / "site", *(tmp_path / "site").rglob("*"))}
    assert modes == {0o755, 0o644}


def test_a_paper_that_somebody_has_begun_to_fill_in_is_not_written_over(tmp_path: Path) -> None:
    write_among(tmp_path, {"charter.docx": b"blank", "charter.odt": b"blank"})
    write_among(tmp_path, {"charter.docx": b"newer"})
    (tmp_path / "charter.docx").write_bytes(b"filled in")
    with pytest.raises(PlaceError, match=r"charter\.docx in .* would be written over"):
        write_among(tmp_path, {"charter.docx": b"newest", "charter.odt": b"newest"})
    assert (tmp_path / "charter.docx").read_bytes() == b"filled in"
    assert (tmp_path / "charter.odt").read_bytes() == b"blank", "all or nothing"
    write_among(tmp_path, {"charter.odt": b"newest"})


def test_papers_that_are_there_stay_until_all_new_ones_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk was full at the second, the first was new, and said to be somebody's from then on."""
    write_among(tmp_path, {"charter.docx": b"blank", "charter.odt": b"blank"})
    before, write = {each: each.read_bytes() for each in tmp_path.iterdir()}, Path.write_bytes

    def until_full(file: Path, content: bytes) -> int:
        if file.name.startswith("charter.odt"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(OSError, match="No space left"):
        write_among(tmp_path, {"charter.docx": b"newer", "charter.odt": b"newer"})
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_paper_of_somebody_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "charter.docx").write_bytes(b"theirs")
    with pytest.raises(PlaceError, match="would be written over"):
        write_among(tmp_path, {"charter.docx": b"blank"})
    write_among(tmp_path, {"charter.docx": b"theirs"})


def test_no_paper_is_written_among_the_sources() -> None:
    with pytest.raises(PlaceError, match="the sources of the guide"):
        write_among(ROOT / "docs" / "assets", {"charter.docx": b"blank"})


def test_only_a_site_to_which_nobody_has_added_is_cleaned_away(tmp_path: Path) -> None:
    place = tmp_path / "site"
    assert remove_made(place) == []
    build(place)
    (place / "CNAME").write_text("guide.example", "utf-8")
    assert remove_made(place) == ["CNAME"]
    assert (place / "fr" / "index.html").exists()
    (place / "CNAME").unlink()
    assert remove_made(place) == []
    assert not place.exists()


def test_a_site_that_we_did_not_make_is_not_cleaned_away(tmp_path: Path) -> None:
    photographs(tmp_path / "site")
    with pytest.raises(PlaceError, match=r"summer\.jpg"):
        remove_made(tmp_path / "site")
