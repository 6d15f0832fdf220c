#!/usr/bin/env python3
"""The project's verbs, the same on a desk and in CI. Needs only Python 3.11 or newer; sets everything else up itself.

python3 packaging/dev.py run      sets everything up, then opens the app
python3 packaging/dev.py test     sets everything up, then runs the whole suite, without a display
python3 packaging/dev.py check    lint, format, types, import contracts
python3 packaging/dev.py bench    timings as ratios to a floor measured in the same run; bench readiness, bench matching: the proof of the numbers; bench search: its lines alone
python3 packaging/dev.py screens  every page as PNG, in both themes
python3 packaging/dev.py content  the question bank: lint and coverage
python3 packaging/dev.py lock     writes the hashed requirement files anew
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUN_TIME = ROOT / "packaging" / "requirements.txt"
DEVELOPMENT = ROOT / "packaging" / "requirements-dev.txt"
OLDEST = (3, 11)
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it

sys.path.insert(0, str(ROOT))
from mltracker.ui import system  # noqa: E402  (stdlib only; the path above makes it importable from a bare clone)


def main(argv: list[str]) -> int:
    """Run one verb; returns its exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=sorted(VERBS))
    verb = parser.parse_args(argv[:1]).verb
    if sys.version_info < OLDEST:
        print(f"mltracker needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        return 2
    os.chdir(ROOT)
    return VERBS[verb](argv[1:])


def run(arguments: list[str]) -> int:
    set_up(RUN_TIME)
    if "--screenshots" in arguments:
        return screens(arguments[arguments.index("--screenshots") + 1 :], requirements=RUN_TIME)
    if not system.has_display():
        print(
            "There is no display here, so no window can open. Start it where a desktop is running, or see every page"
            " as a picture with:\n    python3 packaging/dev.py run --screenshots FOLDER"
        )
        return 2
    if not provide_libraries(window=system.needs_xcb()):
        return 2
    return in_venv("-m", "mltracker", *arguments)


def test(arguments: list[str]) -> int:
    set_up(DEVELOPMENT)
    if not provide_libraries(window=False):
        return 2
    # every test has a real database of its own: in memory where the system offers that, and one worker a core for all
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        base = ["--basetemp", str(Path(folder) / "tests")]
        words = arguments or ["-n", "auto", "--dist", "worksteal"]
        return in_venv("-m", "pytest", *base, *words, offscreen=True, compiled=Path(folder) / "compiled")


def check(_arguments: list[str]) -> int:
    set_up(DEVELOPMENT)
    steps = (
        ("ruff", "-m", "ruff", "check", "."),
        ("format", "-m", "ruff", "format", "--check", "."),
        ("types", "-m", "mypy"),
        ("import contracts", "-c", "from importlinter.cli import lint_imports_command as run; run()"),
        ("content", "packaging/content.py", "--faults"),
    )
    failed = [name for name, *command in steps if in_venv(*command) != 0]
    print("check: " + (f"failed: {', '.join(failed)}" if failed else "all good"))
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    set_up(DEVELOPMENT)
    if not provide_libraries(window=False):
        return 2
    figures = in_venv("tests/bench/run.py", *arguments, offscreen=True)
    if arguments:
        return figures
    words = (
        "-m",
        "pytest",
        "-q",
        "-m",
        "bench",
        "--benchmark-enable",
        "--benchmark-columns",
        "min,median,rounds",
    )
    return in_venv(*words, offscreen=True) or figures


def screens(arguments: list[str], *, requirements: Path = RUN_TIME) -> int:
    set_up(requirements)
    if not provide_libraries(window=False):
        return 2
    return in_venv("packaging/screens.py", *arguments, offscreen=True)


def content(arguments: list[str]) -> int:
    set_up(DEVELOPMENT)
    return in_venv("packaging/content.py", *arguments)


def lock(_arguments: list[str]) -> int:
    set_up(DEVELOPMENT)
    common = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--quiet",
    ]
    base = ["-m", "uv", "pip", "compile", "pyproject.toml", *common, "--upgrade"]
    first = in_venv(*base, "-o", str(RUN_TIME.relative_to(ROOT)))
    dev = ["--group", "dev", "-c", str(RUN_TIME.relative_to(ROOT)), "-o", str(DEVELOPMENT.relative_to(ROOT))]
    return first or in_venv(*base, *dev)


VERBS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "screens": screens,
    "content": content,
    "lock": lock,
}


def venv_python() -> Path:
    """The interpreter of the project's own environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def in_venv(*command: str, offscreen: bool = False, compiled: Path | None = None) -> int:
    """Run the environment's Python from the project's root; returns its exit code.

    `compiled` is where modules are kept compiled, for the many processes that tests start.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if compiled is not None:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.call([str(venv_python()), *command], cwd=ROOT, env=environment)


def set_up(requirements: Path) -> None:
    """Make the environment and install exactly the locked files; does nothing when that was done before."""
    stamp = VENV / f"installed-{requirements.stem}"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    # the development file holds everything of the run-time one, so its stamp serves both
    for done in (stamp, VENV / f"installed-{DEVELOPMENT.stem}"):
        source = requirements if done == stamp else DEVELOPMENT
        if (
            done.is_file()
            and done.read_text() == hashlib.sha256(source.read_bytes() + sys.version.encode()).hexdigest()
        ):
            return
    if not venv_works():
        make_venv()
    print(f"Installing what {requirements.name} lists into .venv; this happens once.", flush=True)
    subprocess.run(
        [
            str(venv_python()),
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--disable-pip-version-check",
            "-r",
            str(requirements),
        ],
        cwd=ROOT,
        check=True,
    )
    stamp.write_text(wanted)


def venv_works() -> bool:
    """Whether .venv holds a Python of this version that starts and has pip."""
    if not venv_python().is_file():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])!r})"
    return subprocess.call([str(venv_python()), "-c", probe], stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    """Create .venv, or say what is missing for it."""
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        import ensurepip  # noqa: F401  (only asked whether it is there)
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "This Python cannot make a virtual environment. On Debian or Ubuntu install it with:\n"
            f"    sudo apt-get install --yes python{version}-venv"
        )
    venv.create(VENV, with_pip=True, symlinks=os.name != "nt")


def provide_libraries(*, window: bool) -> bool:
    """Make sure that Qt finds its system libraries; as root on an apt system installs them, else says how."""
    packages = system.missing_packages(window=window)
    if not packages:
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing the system libraries that Qt needs: {' '.join(packages)}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        packages = [current_name(package) for package in packages]
        command = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
        if subprocess.run(command, check=False, env=environment).returncode == 0:
            return True
    print(
        f"Qt needs system libraries that are missing here. Install them with:\n    {system.install_command(packages)}"
    )
    return False


def current_name(package: str) -> str:
    """The name this release of Debian or Ubuntu gives the package."""
    newer = system.RENAMED.get(package)
    if (
        newer
        and subprocess.run(["apt-cache", "show", newer], capture_output=True, check=False).returncode == 0
    ):
        return newer
    return package


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
