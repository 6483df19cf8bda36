"""The report on paper: the page's print style, set by weasyprint."""

import logging
import sys
from importlib import import_module
from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.reporting.weekly.html import html_report
from followup_analytics.reporting.weekly.record import WeekNumbers

# With the Python that runs this: another one's pip would install it where it is not found.
_NOT_INSTALLED = f'PDF needs weasyprint, which is not installed: "{sys.executable}" -m pip install weasyprint'
_NOT_LOADED = (
    "weasyprint is installed, but the system's libraries for setting text are not: on Debian or Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu"
)


def pdf_report(numbers: WeekNumbers) -> bytes:
    """The report as PDF.

    Raises
    ------
    FollowupError
        If weasyprint or what it stands on is missing; the message says how to install it.
    """
    weasyprint = _weasyprint()
    # Nothing but what stands in the page itself is loaded, whatever a text may ask for.
    only_inside = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=html_report(numbers, on_paper=True), url_fetcher=only_inside)
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return content


def _weasyprint() -> Any:
    try:
        weasyprint = import_module("weasyprint")
    except ImportError as error:
        raise FollowupError(_NOT_INSTALLED) from error
    except OSError as error:
        raise FollowupError(_NOT_LOADED) from error
    # It tells of each property of a picture that it does not know.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint
