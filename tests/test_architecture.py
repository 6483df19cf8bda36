"""The shape of the package: imports go down only, modules and functions stay small, the import stays light."""

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
# The package root is only names, loaded when used; `__main__` is the command line.
ROOTS = ("followup_analytics", "followup_analytics.__main__")
LAYERS = (
    ("errors", "vocabulary"),
    ("problems", "local_time", "file_writing"),
    ("log",),
    ("journal",),
    ("importing",),
    ("rules", "analysis"),
    ("tuning", "messages"),
    ("reporting",),
    ("search",),
    ("jupyter", "cli"),
)
LAYER_OF_PART = {part: layer for layer, parts in enumerate(LAYERS) for part in parts}
# Two parts of one layer that must not know each other.
APART = {
    *permutations(("rules", "analysis"), 2),
    *permutations(("tuning", "messages"), 2),
    *permutations(("jupyter", "cli"), 2),
}
MOST_LINES_A_MODULE, MOST_LINES_A_FUNCTION, MEDIAN_LINES_A_FUNCTION = 250, 60, 20
HEAVY = ("pandas", "numpy", "matplotlib", "sklearn", "openpyxl")
STATISTICAL = ("scipy", "sklearn", "matplotlib")
CLOCK = re.compile(r"\b(?:datetime|Timestamp|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|monotonic|localtime)\(|\.today\(\)")


def part_of(module: str) -> str:
    return module.split(".")[1]


def folder_of(module: str) -> str:
    """The folder of a module; a loose module counts by itself."""
    folder = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    return module if folder == "followup_analytics" else folder


def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports_of(module: str) -> set[str]:
    """The package's own modules that a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
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
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{module}.{node.name}", lines


IMPORTS = {module: imports_of(module) for module in MODULES if module not in ROOTS}


def test_every_module_has_a_layer() -> None:
    assert {part_of(module) for module in IMPORTS} <= set(LAYER_OF_PART)


@pytest.mark.parametrize("module", IMPORTS)
def test_imports_go_down_only(module: str) -> None:
    here = part_of(module)
    for name in IMPORTS[module]:
        assert name not in ROOTS, f"{module} imports the package root"
        there = part_of(name)
        assert LAYER_OF_PART[there] <= LAYER_OF_PART[here], f"{module} imports {name}, which lies above it"
        assert (here, there) not in APART, f"{module} imports {name}, its neighbour"


def test_no_modules_import_each_other_in_a_circle() -> None:
    TopologicalSorter(IMPORTS).prepare()


def test_no_folders_import_each_other_in_a_circle() -> None:
    folders: dict[str, set[str]] = {}
    for module, imported in IMPORTS.items():
        for name in imported:
            folders.setdefault(folder_of(module), set()).add(folder_of(name))
    TopologicalSorter({folder: others - {folder} for folder, others in folders.items()}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES_A_MODULE


def test_functions_are_short() -> None:
    sizes = dict(functions())
    assert [name for name, lines in sizes.items() if lines > MOST_LINES_A_FUNCTION] == []
    assert statistics.median(sizes.values()) <= MEDIAN_LINES_A_FUNCTION


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


@pytest.mark.parametrize("module", [module for module in IMPORTS if part_of(module) != "cli"])
def test_only_the_command_line_reads_the_clock_or_prints(module: str) -> None:
    calls = [ast.unparse(node.func) + "()" for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    assert [call for call in calls if call == "print()" or CLOCK.search(call)] == []
