"""The machine's time zone: by its name, or as POSIX writes it; never UTC without a word."""

import time
from collections.abc import Iterator

import pytest

from followup_analytics.cli.machine_zone import machine_zone


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("America/New_York", "America/New_York"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("CET-1CEST", "CET"),
        ("EST5EDT,M3.2.0,M11.1.0", "EST5EDT"),
        ("<+03>-3", "Etc/GMT-3"),
        ("CST-8", "Etc/GMT-8"),
    ],
)
def test_a_zone_of_the_environment(named: str, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", named)
    assert machine_zone() == zone


@pytest.mark.parametrize("named", ["XYZ-3:17", "AEST-10AEDT,M10.1.0,M4.1.0/3", "nonsense"])
def test_a_zone_without_a_name_is_told(named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TZ", named)
    assert machine_zone() == "UTC"
    assert f"TZ={named}, has no name that is known: times are taken for UTC. Pass --timezone" in capsys.readouterr().err


def test_without_one_it_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/Paris")
    assert machine_zone() == "Europe/Paris"
