"""The project's rules as code: layers, sizes, one clock, no traps met before."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mltracker"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 500
MAX_FUNCTION = 50
MAX_ARGUMENTS = 6
FROZEN = PACKAGE / "store" / "migrations" / "versions"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def in_ui(path: Path) -> bool:
    return PACKAGE / "ui" in path.parents


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_point_down() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_contract_has_an_exception() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()


def test_package_files_are_empty() -> None:
    filled = [
        name(p) for p in SOURCES if p.name == "__init__.py" and p.parent != PACKAGE and p.read_text().strip()
    ]
    assert filled == []


def test_files_are_short() -> None:
    long = {
        name(p): n
        for p in SOURCES
        if (n := len(p.read_text().splitlines())) > MAX_LINES and FROZEN not in p.parents
    }
    assert long == {}


def test_functions_are_short_and_take_few_arguments() -> None:
    faults = []
    for path in SOURCES:
        if FROZEN in path.parents:
            continue
        for function in functions(parsed(path)):
            lines = (function.end_lineno or 0) - function.lineno + 1
            positional = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
            if lines > MAX_FUNCTION or len(positional) > MAX_ARGUMENTS:
                faults.append(
                    f"{name(path)}:{function.lineno} {function.name}: {lines} lines, {len(positional)} arguments"
                )
    assert faults == []


def test_no_module_is_a_drawer() -> None:
    drawers = [
        name(p)
        for p in SOURCES
        if p.stem in ("utils", "util", "helpers", "helper", "manager", "common", "misc")
    ]
    assert drawers == []


@pytest.mark.parametrize(
    "banned", [r"datetime\.now\(", r"utcnow\(", r"date\.today\(", r"(?<![\w.])time\.time\("]
)
def test_only_the_composition_roots_name_the_real_clock(banned: str) -> None:
    allowed = {PACKAGE / "app.py", PACKAGE / "cli.py"}
    users = [name(p) for p in SOURCES if p not in allowed and re.search(banned, p.read_text())]
    assert users == []


def test_nothing_pumps_the_event_loop_and_only_two_files_run_one() -> None:
    allowed = {PACKAGE / "app.py", PACKAGE / "ui" / "prompts.py"}
    pumps, loops = [], []
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                pumps.append(name(path))
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Attribute)
                and called.attr == "exec"
                and path not in allowed
                and in_ui(path)
            ):
                loops.append(f"{name(path)}:{called.lineno}")
    assert pumps == []
    assert loops == []


def test_nobody_walks_the_chain_of_tab() -> None:
    """PySide takes what these return for a part of what was asked: the collector then deletes widgets in view."""
    walks = re.compile(r"\.(next|previous)InFocusChain\(")
    assert [name(p) for p in SOURCES if walks.search(p.read_text())] == []


def test_no_lambda_or_partial_is_connected_to_a_signal() -> None:
    faults = []
    for path in (PACKAGE / "ui").rglob("*.py"):
        for node in ast.walk(parsed(path)):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
            ):
                continue
            for argument in node.args:
                is_partial = isinstance(argument, ast.Call) and getattr(argument.func, "id", "") == "partial"
                if isinstance(argument, ast.Lambda) or is_partial:
                    faults.append(f"{name(path)}:{node.lineno}")
    assert faults == []


def test_tooltips_from_data_are_plain_text() -> None:
    """Qt guesses whether a tooltip is rich text: what is not written in the code goes through plain_tip."""
    faults = []
    for path in (PACKAGE / "ui").rglob("*.py"):
        for node in ast.walk(parsed(path)):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == "setToolTip":
                assert isinstance(node, ast.Call)
                faults += [f"{name(path)}:{node.lineno}" for arg in node.args if not is_plain_tip(arg)]
    assert faults == []


def is_plain_tip(node: ast.expr) -> bool:
    """Whether an expression is a literal, a translated literal, or made plain; both arms of an "if" must be."""
    if isinstance(node, ast.IfExp):
        return is_plain_tip(node.body) and is_plain_tip(node.orelse)
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        return called == "plain_tip" or (called == "tr" and all(is_plain_tip(arg) for arg in node.args))
    return isinstance(node, ast.Constant)


def test_item_widgets_are_not_used() -> None:
    pattern = re.compile(r"\bQ(Table|Tree|List)Widget\b")
    assert [name(p) for p in SOURCES if pattern.search(p.read_text())] == []


def test_colors_stand_only_in_the_theme_files() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d")
    assert [name(p) for p in (PACKAGE / "ui").rglob("*.py") if literal.search(p.read_text())] == []


def test_ids_and_sizes_never_travel_in_32_bit_signals() -> None:
    assert [
        name(p) for p in (PACKAGE / "ui").rglob("*.py") if re.search(r"Signal\([^)]*\bint\b", p.read_text())
    ] == []


def test_packaging_is_no_python_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_the_lock_files_name_no_index_and_agree() -> None:
    texts = {p.name: p.read_text() for p in (ROOT / "packaging").glob("requirements*.txt")}
    pins = {}
    for file, text in texts.items():
        assert [word for word in ("http", "--index", "--find-links") if word in text] == [], file
        pins[file] = set(
            re.findall(r"^([a-z0-9][a-z0-9._-]*==\S+(?: ; [^\\]+)?)", text, re.MULTILINE | re.IGNORECASE)
        )
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
    assert len(pins["requirements.txt"]) > 10
