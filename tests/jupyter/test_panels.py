"""What notebooks are made of: an answer, cards in the order of the list, folds; a sheet's text stays text."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.jupyter import panels

HOSTILE = '<script>alert(1)</script>" onmouseover="x'


def test_an_answer_says_its_first_sentence_in_bold() -> None:
    shown = panels.answer("Yes.", "", "Likely 2 % to 5 %.")
    soup = BeautifulSoup(shown.html, "html.parser")
    assert [tag.get_text() for tag in soup.select(".fu-panel > *")] == ["Yes.", "Likely 2 % to 5 %."]
    assert repr(shown) == "Yes.\nLikely 2 % to 5 %."


def test_the_cards_keep_the_order_of_the_list_and_fold_what_can_wait() -> None:
    stories = {
        "A1": "2026-05-20 interview; 2026-05-20 thank_you; 2026-05-20 connection_request",
        "A2": "2026-06-01 application; 2026-06-05 reply",
        "A3": "2026-06-04 interview",
    }
    log = log_of_many(stories)
    cards = fa.due_cards(log, fa.follow_up_actions(log, as_of="2026-06-08"), as_of="2026-06-08")
    shown = panels.show_cards(cards)
    soup = BeautifulSoup(shown.html, "html.parser")
    codes = [card.code for of_tier in cards.tiers.values() for card in of_tier]
    assert [tag.get_text() for tag in soup.select("code")] == codes
    assert [tag.get_text() for tag in soup.find_all("h4")] == ["They are waiting for you: 1", "Thank them: 1"]
    assert "Ask how it stands: 1" in [tag.get_text() for tag in soup.find_all("summary")]


@pytest.mark.parametrize("part", [HOSTILE, pd.DataFrame({HOSTILE: [HOSTILE]})], ids=["a sentence", "a table"])
def test_a_fold_shows_text_as_text(part: object) -> None:
    shown = panels.fold(HOSTILE, part)  # type: ignore[arg-type]
    soup = BeautifulSoup(shown.html, "html.parser")
    assert not soup.find_all("script") and not any("onmouseover" in tag.attrs for tag in soup.find_all(True))
    assert soup.summary is not None and HOSTILE in soup.summary.get_text()


def test_code_to_copy_stays_as_it_is_written() -> None:
    code = 'if 1 < 2:\n    print("<b>")'
    pre = BeautifulSoup(panels.in_python(code).html, "html.parser").pre
    assert pre is not None and pre.get_text() == code
