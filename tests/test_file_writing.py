"""Files are written whole, under names that nobody else has, and where the user's link or permissions say."""

import os
import stat
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import home_expanded, replaced_file, write_whole


def write(target: Path, text: str = "new") -> None:
    with replaced_file(target) as part:
        part.write_text(text)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_users_own_part_file_is_neither_used_nor_deleted(tmp_path: Path) -> None:
    mine = tmp_path / "report.html.part"
    mine.write_text("mine")
    write(tmp_path / "report.html")
    assert mine.read_text() == "mine" and sorted(os.listdir(tmp_path)) == ["report.html", "report.html.part"]


def test_a_new_file_is_for_its_owner_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "log.csv"
    write(target)
    assert mode(target) == 0o600
    target.chmod(0o640)
    write(target, "newer")
    assert mode(target) == 0o640 and target.read_text() == "newer"


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    goal, link = tmp_path / "elsewhere" / "log.csv", tmp_path / "log.csv"
    link.symlink_to(goal)
    for text in ("first", "second"):
        write(link, text)
        assert link.is_symlink() and goal.read_text() == text and os.listdir(goal.parent) == ["log.csv"]


def test_where_something_fails_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "log.csv"
    target.write_text("old")
    with pytest.raises(FollowupError, match=r"log\.csv: can't be written \(no more\)"), replaced_file(target) as part:
        part.write_text("half")
        raise OSError(28, "no more")
    assert target.read_text() == "old" and os.listdir(tmp_path) == ["log.csv"]


def test_it_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append(f"sync {os.readlink(f'/proc/self/fd/{handle}')}")
        fsync(handle)

    def renamed(part: Path, goal: Path) -> Path:
        done.append("rename")
        return replace(part, goal)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    write(tmp_path / "log.csv")
    assert [one.partition("/")[0] for one in done] == ["sync ", "rename", "sync "] and done[0].endswith(".part")


NO_PLACES = {"a folder": ".", "no such folder": "none/log.csv", "a device": "/dev/null"}


@pytest.mark.parametrize("place", NO_PLACES.values(), ids=NO_PLACES.keys())
def test_what_can_be_no_file_is_refused_in_one_line(place: str, tmp_path: Path) -> None:
    with pytest.raises(FollowupError, match="can't be written") as error:
        write_whole(tmp_path / place, b"", "a file", Path(place).suffix)
    assert "\n" not in str(error.value) and Path("/dev/null").is_char_device()


def test_a_name_may_begin_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "~mine.csv").touch()
    assert home_expanded("~mine.csv") == Path("~mine.csv")
    assert home_expanded("~$x.xlsx") == Path("~$x.xlsx")
    assert home_expanded("~/x.csv") == tmp_path / "home" / "x.csv"


def test_what_excel_keeps_of_an_open_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "~$search.xlsx").write_bytes(b"\x05owner" + bytes(150))
    with pytest.raises(FollowupError, match=r"keeps of a file that it has open; give 'search\.xlsx'"):
        fa.read_log("~$search.xlsx")
