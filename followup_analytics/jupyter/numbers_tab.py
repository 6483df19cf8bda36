"""The Numbers tab: what gets answered, what silence means, and what another cadence would be worth."""

import ipywidgets as widgets

from followup_analytics.jupyter import notebook_answers
from followup_analytics.jupyter.panels import answer, fold
from followup_analytics.jupyter.shown import cadence_changes, groupings, rates_of
from followup_analytics.jupyter.widgets import Page, Tab, button, column, dropdown, heading, row
from followup_analytics.reporting.wording.answers import still_waiting
from followup_analytics.reporting.wording.workbench import CADENCE
from followup_analytics.tuning.policies import TUNED, permitted_policies

_WITHIN = (7, 14, 21, 28, 42, 60)


class NumbersTab(Tab):
    """The panels of the notebooks, with what can be chosen."""

    title, doing = "Numbers", "Counting answers"

    def __init__(self, page: Page) -> None:
        self.page = page
        grouped = [(label, name) for name, label in groupings().items()]
        self.by = dropdown("By", grouped, "24em", "3em")
        self.within = dropdown("Within", [(f"{days} days", days) for days in _WITHIN], "14em", "4em")
        self.within.value = 14
        self.good = widgets.Checkbox(description="Good news only", indent=False, layout=widgets.Layout(width="12em"))
        self.rates, self.silence = widgets.HTML(), widgets.HTML()
        self.learn = button("Work out what another cadence is worth", self._learn, what="It takes some seconds")
        self.settings, self.changes = widgets.HBox([]), widgets.HTML()
        self.choices: dict[str, widgets.Dropdown] = {}
        super().__init__(
            page.status_line,
            row(self.by, self.within, self.good),
            self.rates,
            self.silence,
            column(heading("Your cadence"), row(self.learn), self.settings, self.changes),
        )
        self.on_change(self._draw_rates, self.by, self.within, self.good)

    def fill(self) -> None:
        """Draw what is answered and what silence means; the cadence when it is asked for."""
        self._rates()
        self._silence()
        self.settings.children, self.changes.value, self.choices = [], "", {}

    def _draw_rates(self) -> None:
        self.page.status_line.attempt(self._rates)

    def _rates(self) -> None:
        shown = rates_of(self.page.search, self.by.value, within_days=self.within.value, favourable=self.good.value)
        search = self.page.search
        how = {"within_days": self.within.value, "favourable": self.good.value}
        overall = rates_of(search, within_days=self.within.value, favourable=self.good.value).numbers
        first = notebook_answers.rates_answer(overall, search.rates("medium", **how))
        self.rates.value = f"{first.html}{shown.chart.html()}{fold('The numbers as a table', shown.verdict, shown.frame).html}"

    def _silence(self) -> None:
        from followup_analytics.analysis.response_times import silence_curve

        log, as_of = self.page.search.log, self.page.search.as_of
        curve = silence_curve(log, as_of=as_of)
        waiting = still_waiting(log, curve, as_of=as_of)
        first = notebook_answers.silence_answer(curve)
        self.silence.value = f"{first.html}{fold(f'Everybody you wait for, with their chance: {len(waiting)}', waiting).html}"

    def _learn(self) -> None:
        def learn() -> str:
            tuning = self.page.search.tune()
            ranges, cadence = permitted_policies(), self.page.search.cadence
            self.choices = {
                name: dropdown(
                    CADENCE[name], sorted({int(one) for one in ranges[name]} | {getattr(cadence, name)}), "20em", "13em"
                )
                for name in TUNED
            }
            self._is_filling = True
            for name, one in self.choices.items():
                one.value = getattr(cadence, name)
            self._is_filling = False
            self.on_change(self._draw_changes, *self.choices.values())
            self.settings.children = [row(*self.choices.values(), button("Use these", self._use))]
            self.changes.value = answer(tuning.verdict).html
            return ""

        self.page.status_line.attempt(learn, "Learning from your sheet. The list stays usable")

    def _chosen(self) -> dict[str, int]:
        return {name: one.value for name, one in self.choices.items()}

    def _draw_changes(self) -> None:
        def draw() -> None:
            self.changes.value = cadence_changes(self.page.search, **self._chosen()).html

        self.page.status_line.attempt(draw)

    def _use(self) -> None:
        self.page.read(lambda: self.page.search.use(**self._chosen()), "")
