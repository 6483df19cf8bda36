"""The Sheet tab: what the columns mean, what only the owner knows, and what mail knows; all answered by clicking."""

from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from followup_analytics.jupyter.mail_shown import proposals_shown
from followup_analytics.jupyter.shown import not_understood
from followup_analytics.jupyter.widgets import (
    Page,
    Tab,
    button,
    column,
    day_field,
    dropdown,
    heading,
    new_number,
    note,
    row,
    text_field,
)
from followup_analytics.problems import Question
from followup_analytics.reporting.wording import clickable_questions as asking
from followup_analytics.reporting.wording import workbench as words
from followup_analytics.reporting.wording.names import counted, one_line
from followup_analytics.reporting.wording.questions import question_in_words

_SURE = ("user", "header")
_MOST_QUESTIONS = 12


class SheetTab(Tab):
    """Columns at the left, questions at the right, mail and what was not understood below."""

    title = "Sheet"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.columns, self.questions = column(wide="48%"), column(wide="50%")
        self.source = text_field("Your mail", "export.mbox, a folder, .eml, .ics", "36em")
        look = button("Look through it", self._collect)
        self.proposals, self.problems = column(), widgets.HTML()
        both = widgets.HBox([self.columns, self.questions], layout=widgets.Layout(justify_content="space-between"))
        mail = column(heading(words.MAIL[0]), note(words.MAIL[1], "fu-quiet"), row(self.source, look), self.proposals)
        super().__init__(page.status_line, both, mail, self.problems)

    def fill(self) -> None:
        """Show what was understood of the sheet that is open, and what is asked."""
        self.columns.children = self._columns()
        self.questions.children = self._questions()
        self.problems.value = not_understood(self.page.search).html

    # --- columns -----------------------------------------------------------------------------------------------------

    def _columns(self) -> list[Any]:
        table = self.page.search.reading.columns
        named = table[table["header"] != ""].drop_duplicates("header")
        shown = [self._column(facts) for facts in named.to_dict("records")]
        kept = note(words.KEPT_IN.format(name=self.page.search.settings_name), "fu-quiet")
        return [heading("What the columns mean"), note(words.COLUMNS_RIGHT, "fu-quiet"), *shown, kept]

    def _column(self, facts: dict[Any, Any]) -> Any:
        header, meaning = str(facts["header"]), str(facts["meaning"])
        known = dict(words.MEANINGS)
        if meaning not in known:
            known[meaning] = meaning.replace("_", " ").capitalize()
        offered = [(text, value) for value, text in known.items()]
        made = dropdown("", offered, "15em", "0")
        # The field has its name from the header, though its label is not drawn.
        made.description, made.style.description_width = one_line(header)[:60], "10em"
        made.layout.width = "27em"
        made.value = meaning
        made.observe(partial(self._correct, header), names="value")
        sure = words.SURE if facts["told_by"] in _SURE or not meaning else words.GUESS
        examples = note(one_line(str(facts["examples"]))[:80], "fu-quiet")
        return row(made, note(sure, "fu-quiet"), examples)

    def _correct(self, header: str, change: Any) -> None:
        if not self._is_filling:
            self.page.read(lambda: self.page.search.correct(header, change["new"]))

    # --- questions ---------------------------------------------------------------------------------------------------

    def _questions(self) -> list[Any]:
        asked = self.page.search.questions
        if not asked:
            return [heading("Questions"), note(words.NO_QUESTIONS)]
        shown = [self._question(one, n, len(asked)) for n, one in enumerate(asked[:_MOST_QUESTIONS], 1)]
        more = len(asked) - len(shown)
        return [
            heading("Questions"),
            note(words.MAY_STAY_OPEN, "fu-quiet"),
            *shown,
            note(f"And {more} more." if more > 0 else "", "fu-quiet"),
        ]

    def _question(self, question: Question, n: int, size: int) -> Any:
        title = f"<p><b>{n} of {size}</b> <b>{escape(one_line(question_in_words(question)))}</b></p>"
        made = column(widgets.HTML(title), note(one_line(asking.place_of(question)), "fu-quiet"), row(*self._answers(question)))
        made.add_class("fu-asks")
        return made

    def _answers(self, question: Question) -> list[Any]:
        if not asking.can_be_clicked(question):
            return [note("Add the days to your sheet, or choose the column that has them, then reload.")]
        once = new_number()
        offered = asking.answers_of(question, self.page.search.today)
        made = [
            button(
                one_line(text), partial(self._answer, question.code, once, value), is_first=place == 0 and bool(question.answers)
            )
            for place, (value, text) in enumerate(offered)
        ]
        if asking.takes_a_day(question):
            day = day_field("Another day" if offered else "Day", None, "18em", "7em")
            made += [day, button("Save", lambda: self._answer_day(question.code, once, day.value))]
        if question.kind == "year":
            year = widgets.BoundedIntText(
                value=self.page.search.today.year, min=1970, max=2099, description="Another", layout={"width": "13em"}
            )
            made += [year, button("Save", lambda: self._answer(question.code, once, str(year.value)))]
        if asking.may_stay_open(question):
            made.append(button(asking.may_stay_open(question), partial(self._answer, question.code, once, "")))
        return made

    def _answer_day(self, code: str, once: str, day: Any) -> None:
        if day is not None:
            self._answer(code, once, day.isoformat())

    def _answer(self, code: str, once: str, value: str) -> None:
        answer = self.page.session.act("answer", code, once, {"value": value})
        self.page.status_line.tell(answer.get("wrong") or answer["said"], is_wrong="wrong" in answer)
        self.page.redraw()

    # --- mail --------------------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        path = self.source.value.strip()
        if path and self.page.status_line.attempt(lambda: self._collected(path), "Reading your mail"):
            self._draw_proposals()

    def _collected(self, path: str) -> str:
        found = self.page.search.collect(Path(path).expanduser())
        return f"Found in your mail: {counted(int((~found.proposals['known']).sum()), 'proposal')}."

    def _draw_proposals(self) -> None:
        found = proposals_shown(self.page.search)
        sure = sum(one.is_sure for one in found)
        first = (
            [button(words.accept_sure(sure), partial(self._record, "accept_evidence", new_number(), "sure"), is_first=True)]
            if sure
            else []
        )
        lines = [self._proposal(one) for one in found]
        self.proposals.children = [row(*first), *lines, note(words.MAIL[2] if found else words.MAIL[3], "fu-quiet")]

    def _proposal(self, one: Any) -> Any:
        text = f"<p>{words.SURE if one.is_sure else words.LOOK} <b>{escape(one.whom)}</b>: {escape(one.what)}</p>"
        below = note(one.evidence, "fu-quiet")
        once = new_number()
        accept = [
            button(label, partial(self._record, "accept_evidence", once, name), what=f"{one.whom}: {one.what}")
            for name, label in one.choices
        ]
        decline = button("Not this", partial(self._record, "decline_evidence", once, one.code))
        return row(column(widgets.HTML(text), below, wide="60%"), *accept, decline)

    def _record(self, gesture: str, once: str, name: str) -> None:
        answer = self.page.session.act(gesture, "", once, {"name": name})
        self.page.status_line.tell(answer.get("wrong") or answer["said"], is_wrong="wrong" in answer)
        if "wrong" not in answer:
            self._draw_proposals()
            self.page.view.draw()
