"""What opens from the bar: which sheet, an application that it lacks, and who writes."""

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from followup_analytics.jupyter.files_made import row_for_the_sheet, sheet_of
from followup_analytics.jupyter.widgets import (
    Page,
    Tab,
    button,
    column,
    day_field,
    dropdown,
    heading,
    named,
    new_number,
    note,
    row,
    text_field,
)
from followup_analytics.reporting.wording import workbench as words
from followup_analytics.reporting.wording.names import day_text
from followup_analytics.rules.cadence import Seeker
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.search.kept_files import SHEET_ENDINGS
from followup_analytics.vocabulary import MEDIA

_RANKS = ("First", "Second", "Third")


class Panel(Tab):
    """A panel in place of the tabs."""

    name = ""

    def __init__(self, page: Page, *parts: Any) -> None:
        super().__init__(page.status_line, *parts)
        self.page = page

    def cancel(self) -> None:
        """Go back to the tabs."""
        self.page.show_panel("")


class ChooserPanel(Panel):
    """Which sheet."""

    name = "choose"

    def __init__(self, page: Page) -> None:
        self.path = widgets.Combobox(
            description="Sheet",
            placeholder="my-search.xlsx",
            ensure_option=False,
            continuous_update=False,
            style={"description_width": "4em"},
            layout=widgets.Layout(width="40em"),
        )
        self.upload = widgets.FileUpload(
            accept=",".join(SHEET_ENDINGS), description="Upload a sheet", layout=widgets.Layout(width="auto")
        )
        self.begin = button("No sheet yet: add my first application", self._begin)
        self.back = button(words.VIEW_WORDS["cancel"], self.cancel)
        parts = (
            heading(words.START[0]),
            note(words.START[1]),
            self.path,
            row(self.upload, self.begin, self.back),
            note(words.START[2], "fu-quiet"),
        )
        super().__init__(page, *parts)
        self.on_change(self._open, self.path)
        self.on_change(self._take_upload, self.upload)

    def fill(self) -> None:
        """Offer the sheets that lie here."""
        search = self.page.search
        self.path.options = [str(path) for path in search.sheets]
        self.path.value = ""
        self.begin.layout.display = "none" if search.sheet else ""
        self.back.layout.display = "" if search.sheet else "none"

    def _open(self) -> None:
        if self.path.value:
            self.page.read(lambda: self.page.search.open(Path(self.path.value)))

    def _take_upload(self) -> None:
        if not self.upload.value:
            return
        name, content = self.upload.value[0].name, bytes(self.upload.value[0].content)
        # What was uploaded must not be saved with the notebook.
        self.upload.value = ()
        self.page.read(lambda: self.page.search.upload(name, content))

    def _begin(self) -> None:
        self.page.show_panel("add")


class AddPanel(Panel):
    """An application that the sheet does not have."""

    name = "add"

    def __init__(self, page: Page) -> None:
        self.company, self.role = text_field("Company"), text_field("Role")
        self.contact = text_field("Contact", "if any")
        self.day, self.medium = day_field("Sent on"), dropdown("How", named(words.medium_choices(MEDIA)), "16em", "4em")
        self.line = text_field("For the sheet", wide="60em")
        self.copy = button("Copy as a row for the sheet", lambda: page.view.send({"copy": self.line.value}))
        self.told = note("")
        self._once = new_number()
        add = button("Add", lambda: self._add(is_last=True), is_first=True)
        save = row(add, button("Add and next", lambda: self._add(is_last=False)), button("Close", self.cancel))
        self.after = column(self.told, self.line, row(self.copy))
        fields = (row(self.company, self.role), row(self.day, self.medium, self.contact))
        super().__init__(
            page, heading("Add an application"), *fields, save, self.after, note("Kept beside your sheet.", "fu-quiet")
        )
        self.on_change(self._renew, self.company, self.role, self.day, self.medium, self.contact)

    def fill(self) -> None:
        """Empty fields, and today."""
        self.day.value = self.page.search.today
        self.company.value = self.role.value = self.contact.value = ""
        self.medium.value, self.after.layout.display = "", "none"
        self._once = new_number()

    def _renew(self) -> None:
        """Something else to add: another gesture."""
        self._once = new_number()

    def _add(self, *, is_last: bool) -> None:
        told = {name: getattr(self, name).value for name in ("company", "role", "contact", "medium")}
        told["on"] = "" if self.day.value is None else self.day.value.isoformat()
        if self.page.search.sheet is None:
            self._make_sheet(told)
            return
        answer = self.page.session.act("add", "", self._once, told)
        self.page.status_line.tell(answer.get("wrong") or answer["said"], is_wrong="wrong" in answer)
        if "wrong" in answer:
            self._once = new_number()
            return
        self.page.view.draw()
        search, company = self.page.search, " ".join(told["company"].split())
        self.line.value = row_for_the_sheet(search, {**told, "applied": told["on"]})
        opens = search.actions.loc[search.actions["company"] == company, "opens_at"].min()
        first = "" if opens != opens else f"First check: from {day_text(opens.date(), search.today)}."
        self.told.value = note(first).value
        self.after.layout.display = ""
        if is_last:
            return
        self._is_filling = True
        self.company.value = self.role.value = self.contact.value = ""
        self._is_filling = False

    def _make_sheet(self, told: dict[str, str]) -> None:
        """Where there is no sheet yet, the first application makes one."""
        name, headers = words.NEW_SHEET
        if not told["company"].strip():
            self.page.status_line.tell("An application has a company: give its name.", is_wrong=True)
            return
        row = [told[part] for part in ("company", "role", "on", "contact", "medium")]
        self.page.read(lambda: self.page.search.upload(name, sheet_of([headers, row])))


class SettingsPanel(Panel):
    """Who writes, where they are, and in which media."""

    name = "settings"

    def __init__(self, page: Page) -> None:
        self.fields = {
            "name": text_field("Name"),
            "email": text_field("E-mail"),
            "phone": text_field("Phone"),
            "timezone": text_field("Time zone", "Europe/Berlin"),
            "country": text_field("Holidays of", "DE, US, GB …"),
        }
        media = [("not said", ""), *named(words.medium_choices(SENDING_MEDIA))]
        self.media = [dropdown(f"{rank} by", media, "16em", "6em") for rank in _RANKS]
        saves = row(button(words.VIEW_WORDS["save"], self._save, is_first=True), button(words.VIEW_WORDS["cancel"], self.cancel))
        super().__init__(page, heading("Settings"), *self.fields.values(), note("You write by"), row(*self.media), saves)

    def fill(self) -> None:
        """Show what holds."""
        seeker: Seeker = self.page.search.cadence.seeker
        for name, field in self.fields.items():
            field.value = getattr(seeker, name)
        for place, field in enumerate(self.media):
            field.value = seeker.media[place] if place < len(seeker.media) else ""

    def _save(self) -> None:
        said: dict[str, Any] = {name: field.value.strip() for name, field in self.fields.items()}
        said["media"] = tuple(dict.fromkeys(field.value for field in self.media if field.value))
        self.page.read(lambda: self.page.search.sign(**said), "")
