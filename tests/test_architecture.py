"""The shape of the package: imports go down only, modules and functions stay small, the import stays light.

Each test looks at the whole package and lists all that breaks it, so that one run says everything.
"""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import permutations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "followup_analytics"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in MODULES.items()}
LINES = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
# The package root is only names, loaded when used; `__main__` is the command line.
ROOTS = ("followup_analytics", "followup_analytics.__main__")
# From the lowest to the highest; a part may import those below it, and its own layer unless the two are kept apart.
LAYERS = (
    ("errors", "vocabulary", "problem_codes"),
    ("problems", "local_time", "file_writing"),
    ("log",),
    ("journal",),
    ("importing",),
    ("rules", "analysis"),
    ("tuning", "messages", "evidence"),
    ("reporting",),
    ("search",),
    ("jupyter", "cli"),
)
# The same inside two folders that have parts of their own.
INSIDE = {
    "importing": (("files", "words"), ("columns",), ("rows",), ("read",)),
    "reporting": (
        ("wording",),
        (
            "due_list",
            "due_cards",
            "due_lines",
            "list_questions",
            "calendar_file",
            "calendar_entries",
            "calendar_days",
            "overview",
        ),
        ("charts",),
        ("weekly",),
    ),
}
NEIGHBOURS = (
    *(("rules", "analysis"), ("tuning", "messages", "evidence"), ("evidence", "rules"), ("jupyter", "cli"), ("files", "words")),
)
APART = {pair for neighbours in NEIGHBOURS for pair in permutations(neighbours, 2)}
MOST_MODULES, MOST_IMPORTS, MOST_LINES_A_MODULE = 280, 1500, 250
MOST_LINES_A_FUNCTION, MEDIAN_LINES_A_FUNCTION = 60, 20
HEAVY = ("pandas", "numpy", "matplotlib", "sklearn", "openpyxl")
STATISTICAL = ("scipy", "sklearn", "matplotlib")
CLOCK = re.compile(r"\b(?:datetime|Timestamp|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|monotonic|localtime)\(|\.today\(\)")


def imports_of(module: str) -> set[str]:
    """The package's own modules that a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            found |= {name if name in MODULES else base for name in (f"{base}.{alias.name}" for alias in node.names)}
    return {name for name in found if name in MODULES}


def absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_folder = MODULES[module].name == "__init__.py"
    parents = module.split(".")[: None if is_folder and node.level == 1 else -(node.level - is_folder)]
    return ".".join([*parents, *(node.module or "").split(".")]).rstrip(".")


def functions() -> Iterator[tuple[str, int]]:
    """Each function with the lines of its body, the docstring aside."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{module}.{node.name}", lines


IMPORTS = {module: imports_of(module) for module in MODULES if module not in ROOTS}
PAIRS = [(module, name) for module, names in IMPORTS.items() for name in sorted(names)]


def part_of(module: str, depth: int = 1) -> str:
    """The part of the package, or with depth 2 the part of a folder, that a module belongs to; "" where there is none."""
    return ".".join(module.split(".")[depth : depth + 1])


def folder_of(module: str) -> str:
    """The folder of a module; a loose module counts by itself."""
    folder = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    return module if folder == "followup_analytics" else folder


def climbs(layers: tuple[tuple[str, ...], ...], pairs: list[tuple[str, str]], depth: int) -> list[str]:
    """The imports that go up, or to a neighbour that is kept apart."""
    height = {part: layer for layer, parts in enumerate(layers) for part in parts}
    found = []
    for module, name in pairs:
        here, there = part_of(module, depth), part_of(name, depth)
        if here and there and (height[there] > height[here] or (here, there) in APART):
            found.append(f"{module} imports {name}")
    return found


def test_imports_go_down_only() -> None:
    assert [f"{module} imports {name}" for module, name in PAIRS if name in ROOTS] == []
    assert climbs(LAYERS, PAIRS, 1) == []
    for folder, layers in INSIDE.items():
        within = [pair for pair in PAIRS if part_of(pair[0]) == part_of(pair[1]) == folder]
        assert climbs(layers, within, 2) == []


def test_no_modules_and_no_folders_import_each_other_in_a_circle() -> None:
    TopologicalSorter(IMPORTS).prepare()
    folders: dict[str, set[str]] = {}
    for module, name in PAIRS:
        if folder_of(module) != folder_of(name):
            folders.setdefault(folder_of(module), set()).add(folder_of(name))
    TopologicalSorter(folders).prepare()


def test_modules_and_functions_are_few_and_short() -> None:
    assert len(MODULES) <= MOST_MODULES
    assert len(PAIRS) <= MOST_IMPORTS
    assert {module: lines for module, lines in LINES.items() if lines > MOST_LINES_A_MODULE} == {}
    sizes = dict(functions())
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES_A_FUNCTION} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_LINES_A_FUNCTION


def test_nothing_stands_loose_in_importing_but_its_reader() -> None:
    assert [path.name for path in sorted((PACKAGE / "importing").glob("*.py"))] == ["__init__.py", "read.py"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys, followup_analytics; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_list_of_every_morning_loads_no_statistics() -> None:
    sheet = ROOT / "data" / "sample" / "my_job_search.csv"
    code = (
        "import sys\nfrom followup_analytics.cli import main\n"
        f"main(['due', {str(sheet)!r}, '--as-of', '2026-06-08', '--timezone', 'UTC', '--csv'], standalone_mode=False)\n"
        f"print([name for name in {STATISTICAL!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_every_public_name_can_be_had_and_an_unknown_one_is_an_attribute_error() -> None:
    import followup_analytics as fa

    assert {name: getattr(fa, name).__name__ for name in fa.__all__} == {name: name for name in fa.__all__}
    assert {name for name in dir(fa) if not name.startswith("__")} == set(fa.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", fa.__version__)
    with pytest.raises(AttributeError, match="no attribute 'follow_ups'"):
        _ = fa.follow_ups


def test_only_the_command_line_reads_the_clock_or_prints() -> None:
    calls = [
        (module, ast.unparse(node.func) + "()")
        for module, tree in TREES.items()
        if part_of(module) not in ("cli", "__main__")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]
    assert [(module, call) for module, call in calls if call == "print()" or CLOCK.search(call)] == []


def test_actions_are_sorted_in_one_place() -> None:
    sorting = re.compile(r"(?:sort_values|lexsort)\([^)]*due_at")
    found = {module for module, path in MODULES.items() if sorting.search(path.read_text(encoding="utf-8"))}
    # The list looks for the earliest of the actions that it folds into one line; the order of its lines is the table's.
    folding = {"followup_analytics.reporting.due_lines", "followup_analytics.reporting.due_cards"}
    assert found <= {"followup_analytics.rules.urgency", *folding}
