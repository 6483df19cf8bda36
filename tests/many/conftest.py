"""Twelve clients with the same companies, roles, contacts and ids: whatever mixes two of them up is seen."""

from pathlib import Path

import pandas as pd
import pytest

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "my_job_search.csv"
AS_OF = "2026-06-08"
NAMES = ("ana", "ben", "carla", "dev", "el~sa", "farid", "grete", "hugo", "inés", "jo", "kofi", "lena")


def write_clients(folder: Path, names: tuple[str, ...] = NAMES, rows: int = 40) -> Path:
    """A sheet a client: every second row of the sample that is open or interviewed, and a draw of the others."""
    folder.mkdir(exist_ok=True)
    sample = pd.read_csv(SAMPLE, dtype=str, keep_default_na=False)
    for place, name in enumerate(names):
        mine = sample.sample(rows, random_state=place).sort_index()
        if place % 3 == 0:
            mine.insert(0, "ID", [str(number) for number in range(1, rows + 1)])
        if place % 4 == 1:
            mine["Hobby"] = ["chess" if number % 2 else "" for number in range(rows)]
        if place % 4 == 2:
            mine["Mood"], mine["Hobby"] = "fine", "rowing"
        if place == 5:  # nobody to write to, for all that this sheet says
            mine = mine.drop(columns=["Contact", "Contact Email", "Applied Via", "Source"])
        mine.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the twelve; nothing may be written into it."""
    return write_clients(tmp_path_factory.mktemp("clients") / "all")
