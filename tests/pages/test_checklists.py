"""Checklists work as pages: real boxes, kept ticks, progress, reset, print, and all of it without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from macros.content.checklists import make_checklist
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.typography import typeset
from tests.building import BuiltSite
from tests.papers.reading_papers import flat
from tests.tools import Tools

STAGE = "documents/checklists/stage-2.md"
ROLE = "documents/checklists/coordinator.md"


def address(site: Site, path: str, language: Language) -> str:
    return site.page(path, language).address


def shared_task(site: Site) -> str:
    """A task that stands on the list of stage 2 and on the coordinator's."""
    coordinator = {task.id for task in make_checklist(site.catalogue, "coordinator").tasks}
    return next(task.id for task in make_checklist(site.catalogue, "stage-2").tasks if task.id in coordinator)


def test_every_box_has_a_label_and_its_level_and_who(site: Site, built: BuiltSite, language: Language) -> None:
    tree = built.pages[address(site, STAGE, language)].tree
    boxes = tree.xpath("//input[@data-task]")
    assert len(boxes) == len(make_checklist(site.catalogue, "stage-2").tasks)
    for box in boxes:
        (label,) = tree.xpath("//label[@for=$id]", id=box.get("id"))
        assert label.text_content().strip()
        row = box.getparent()
        assert row.xpath(".//*[contains(@class, 'level--')]")
        assert row.xpath(".//*[@class='task__roles']")[0].text_content().strip()


def test_a_tick_is_kept_and_shared_between_stage_role_and_language(site: Site, base_url: str, page: Page) -> None:
    task = shared_task(site)
    page.goto(base_url + address(site, STAGE, Language.FR))
    page.check(f"#tick-{task}")
    for path, language in ((STAGE, Language.FR), (ROLE, Language.FR), (STAGE, Language.NL), (ROLE, Language.NL)):
        page.goto(base_url + address(site, path, language))
        assert page.is_checked(f"#tick-{task}"), (path, language)


def test_a_tick_that_is_set_before_the_script_comes_stays(site: Site, base_url: str, page: Page) -> None:
    held: list[Route] = []
    page.route("**/checklist.js", lambda route: held.append(route))
    page.goto(base_url + address(site, STAGE, Language.FR), wait_until="domcontentloaded")
    first = page.locator("input[data-task]").first
    first.check()
    assert " 0 sur " in page.inner_text(".checklist__count")
    held.pop().continue_()
    expect(page.locator(".checklist__count")).to_contain_text(" 1 sur ")
    page.unroute_all()
    page.reload()
    expect(first).to_be_checked()


def test_a_tick_changes_what_is_kept_of_its_own_task_alone(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + address(site, STAGE, Language.FR))
    boxes = page.locator("input[data-task]")
    boxes.nth(0).check()
    boxes.nth(0).evaluate("box => (box.checked = false)")  # as a browser does that restores a page
    boxes.nth(1).check()
    assert len(page.evaluate("JSON.parse(localStorage['guide.ticks'])")) == 2


COUNTS = {Language.FR: "Tâches faites\u202f: {done} sur {total}", Language.NL: "{done} van {total} taken klaar"}


def test_progress_counts_the_ticks_in_words(site: Site, base_url: str, page: Page, language: Language) -> None:
    page.goto(base_url + address(site, STAGE, language))
    total = len(make_checklist(site.catalogue, "stage-2").tasks)
    expect(page.locator(".checklist__count")).to_have_text(COUNTS[language].format(done=0, total=total))
    page.locator("input[data-task]").first.check()
    expect(page.locator(".checklist__count")).to_have_text(COUNTS[language].format(done=1, total=total))
    expect(page.locator("progress")).to_have_attribute("max", str(total))
    assert page.evaluate("document.querySelector('progress').value") == 1


def test_reset_asks_before_it_clears_what_other_lists_show_too(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto(base_url + address(site, STAGE, language))
    first = page.locator("input[data-task]").first
    first.check()
    page.click("[data-action=reset]")
    expect(first).to_be_checked()
    assert asked == [typeset(site.catalogue.labels["clear-ticks-sure"][language], language)]


def test_reset_clears_this_list_and_leaves_the_others(
    site: Site, base_url: str, page: Page, agreed_to: list[str]
) -> None:
    page.goto(base_url + address(site, "documents/checklists/stage-1.md", Language.FR))
    page.locator("input[data-task]").first.check()
    page.goto(base_url + address(site, STAGE, Language.FR))
    page.locator("input[data-task]").first.check()
    page.click("[data-action=reset]")
    expect(page.locator("input[data-task]:checked")).to_have_count(0)
    page.click("[data-action=reset]")
    assert agreed_to == ["confirm"], "nothing is left to clear"
    page.goto(base_url + address(site, "documents/checklists/stage-1.md", Language.FR))
    expect(page.locator("input[data-task]:checked")).to_have_count(1)


@pytest.mark.parametrize("stored", ["{", '{"a": 1}', "[1, null, {}]", "null"])
def test_damaged_storage_does_no_harm(stored: str, site: Site, base_url: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(base_url + address(site, STAGE, Language.FR))
    page.evaluate("text => localStorage.setItem('guide.ticks', text)", stored)
    page.reload()
    page.locator("input[data-task]").first.check()
    page.reload()
    expect(page.locator("input[data-task]:checked")).to_have_count(1)
    assert errors == []


def test_denied_storage_does_no_harm(site: Site, base_url: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })")
    page.goto(base_url + address(site, STAGE, Language.FR))
    page.locator("input[data-task]").first.check()
    assert " 1 sur " in page.inner_text(".checklist__count")


def test_it_works_without_script(site: Site, base_url: str, page_without_script: Page, language: Language) -> None:
    page_without_script.goto(base_url + address(site, STAGE, language))
    first = page_without_script.locator("input[data-task]").first
    first.check()
    expect(first).to_be_checked()
    expect(page_without_script.locator(".checklist__progress")).to_be_hidden()
    expect(page_without_script.locator(".checklist__actions")).to_be_hidden()


def test_it_works_with_the_keyboard_alone(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + address(site, STAGE, Language.FR))
    first = page.locator("input[data-task]").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if first.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(first).to_be_checked()


def printed(page: Page, folder: Path, tools: Tools) -> str:
    """The text of the page as printed on A4."""
    file = folder / "printed.pdf"
    page.pdf(path=file, format="A4")
    return tools.run("pdftotext", file, "-").stdout


def test_a_list_prints_with_all_its_tasks_and_without_the_menu(
    site: Site, base_url: str, page: Page, tmp_path: Path, language: Language, tools: Tools
) -> None:
    page.goto(base_url + address(site, STAGE, language))
    sheets = printed(page, tmp_path, tools)
    text = " ".join(sheets.replace("’", "'").split())
    for task in make_checklist(site.catalogue, "stage-2").tasks:
        assert flat(typeset(task.title[language], language)) in flat(sheets)
    assert site.catalogue.labels["clear-ticks"][language] not in text
    assert all(sheet.strip() for sheet in sheets.split("\f")[:-1]), "an empty sheet"


def test_ticks_print_or_stay_out_as_the_reader_chooses(
    site: Site, base_url: str, page: Page, tmp_path: Path, tools: Tools
) -> None:
    page.goto(base_url + address(site, STAGE, Language.FR))
    page.evaluate("window.print = () => {}")
    page.locator("input[data-task]").first.check()
    page.click("[data-action=print]")
    assert "✓" in printed(page, tmp_path, tools)
    page.click("[data-action=print-blank]")
    assert "✓" not in printed(page, tmp_path, tools)


@pytest.mark.parametrize("action", ["print", "print-blank"])
def test_the_button_of_a_list_prints_the_list_alone(
    action: str, site: Site, base_url: str, page: Page, tmp_path: Path, language: Language, tools: Tools
) -> None:
    for stage in site.catalogue.stages.values():
        page.goto(base_url + address(site, stage.page, language))
        page.evaluate("window.print = () => {}")
        page.click(f"[data-action={action}]")
        sheets = printed(page, tmp_path, tools)
        assert sheets.count("\f") <= 2, stage.id
        text = " ".join(sheets.replace("’", "'").split())
        for task in stage.tasks:
            assert flat(typeset(task.title[language], language)) in flat(sheets), stage.id
        assert page.locator(".prose > #documents").inner_text().replace("’", "'") not in text, stage.id


def test_the_printing_of_a_list_leaves_the_printing_of_its_page(
    site: Site, base_url: str, page: Page, tmp_path: Path, tools: Tools
) -> None:
    page.goto(base_url + address(site, "create/stage-1.md", Language.FR))
    page.evaluate("window.print = () => dispatchEvent(new Event('afterprint'))")
    page.click("[data-action=print]")
    assert printed(page, tmp_path, tools).count("\f") > 2


def test_the_nine_points_print_on_one_sheet_by_a_button(
    site: Site, base_url: str, page: Page, page_without_script: Page, tmp_path: Path, language: Language, tools: Tools
) -> None:
    path = address(site, "roles/charter-check.md", language)
    page.goto(base_url + path)
    page.evaluate("window.print = () => (document.title = 'printed')")
    page.get_by_role("button", name=site.catalogue.labels["print-one-sheet"][language]).click()
    expect(page).to_have_title("printed")
    assert printed(page, tmp_path, tools).count("\f") == 1
    page_without_script.goto(base_url + path)
    expect(page_without_script.locator("[data-print-page]")).to_be_hidden()


def test_the_first_box_stands_right_below_the_count(site: Site, built: BuiltSite, language: Language) -> None:
    """What the levels mean comes after the list: it took a whole screen of a phone."""
    (checklist,) = built.pages[address(site, STAGE, language)].tree.find_class("checklist")
    parts = [child.get("class") for child in checklist if child.tag in {"div", "dl", "ul"}]
    assert parts[:2] == ["checklist__progress", "task-rows"]
    assert parts[-2:] == ["level-key", "checklist__actions"]


def test_the_script_stays_small() -> None:
    assert len((ROOT / "docs" / "assets" / "js" / "checklist.js").read_bytes()) < 4000
