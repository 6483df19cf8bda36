"""The report as one HTML file: nothing outside it is loaded, and no text of a sheet is interpreted."""

from markupsafe import Markup

from followup_analytics.reporting.weekly.blocks import Drawing
from followup_analytics.reporting.weekly.page import html_templates
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.sections import note_of, sections_of, title_of
from followup_analytics.reporting.weekly.svg import inline_svg


def html_report(numbers: WeekNumbers, on_paper: bool = False) -> str:
    """The page; `on_paper` for printing, where nothing can be unfolded and there is one theme only."""

    def svg(drawing: Drawing) -> Markup:
        return Markup(inline_svg(drawing, themed=not on_paper))

    page = html_templates().get_template("report.html.j2")
    first, *others = sections_of(numbers)
    return page.render(title=title_of(numbers), note=note_of(numbers), first=first, others=others, on_paper=on_paper, svg=svg)
