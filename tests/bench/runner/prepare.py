"""From an empty clone to everything a round needs: system packages, ruff, release builds, corpora."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
HOME = TARGET / "bench"
RUFF = "ruff==0.15.0"


@dataclass(frozen=True)
class Tools:
    """Where the programs and corpora are. Those of a side that is left out are None."""

    corpora: Path
    ruff: Path | None
    cedar: Path | None
    csml: Path | None
    driver: Path | None
    rondel: Path | None


def everything(rondel: bool, peers: bool) -> Tools:
    """Makes whatever is missing; a second call finds it made."""
    HOME.mkdir(parents=True, exist_ok=True)
    if peers:
        system_packages()
    return Tools(
        corpora=corpora(),
        ruff=ruff() if peers else None,
        cedar=driver("peers/cedar", "bench-cedar") if peers else None,
        csml=driver("peers/csml", "bench-csml") if peers else None,
        driver=own_driver() if rondel else None,
        rondel=product() if rondel else None,
    )


def corpora() -> Path:
    """The folder of all corpora, written anew."""
    folder = HOME / "corpora"
    call(sys.executable, BENCH / "corpus", folder)
    return folder


def system_packages() -> None:
    """What csml_interpreter needs to build: OpenSSL's headers, found by pkg-config."""
    if shutil.which("pkg-config") and subprocess.run(["pkg-config", "--exists", "openssl"]).returncode == 0:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    call(*sudo, "apt-get", "update", "-q")
    call(*sudo, "apt-get", "install", "-qy", "libssl-dev", "pkg-config", "python3-venv")


def ruff() -> Path:
    """Ruff in a virtual environment of its own."""
    program = HOME / "venv/bin/ruff"
    if not program.exists():
        call(sys.executable, "-m", "venv", HOME / "venv")
        call(HOME / "venv/bin/pip", "install", "-q", "--disable-pip-version-check", RUFF)
    return program


def driver(folder: str, name: str) -> Path:
    """A driver package, built in release; the drivers share one target folder."""
    cargo(BENCH / folder, HOME / "build", "--locked")
    return HOME / "build/release" / name


def own_driver() -> Path:
    """The driver of Rondel's front end."""
    return beside_the_product("rondel", "bench-rondel")


def conversation_driver() -> Path:
    """The driver of Rondel at work."""
    return beside_the_product("conversation", "bench-conversation")


def beside_the_product(folder: str, name: str) -> Path:
    """A driver of Rondel itself, from the product's lock file: the same versions, and none to keep twice."""
    shutil.copyfile(ROOT / "Cargo.lock", BENCH / folder / "Cargo.lock")
    cargo(BENCH / folder, HOME / "build")
    return HOME / "build/release" / name


def xstate() -> Path | None:
    """The script that holds the conversation in XState; None on a machine without Node."""
    if not shutil.which("npm"):
        print("XState is left out: there is no npm")
        return None
    folder = HOME / "xstate"
    shutil.copytree(BENCH / "peers/xstate", folder, dirs_exist_ok=True)
    call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", folder=folder)
    return folder / "converse.mjs"


def product() -> Path:
    """The command `rondel`, built as it is released."""
    cargo(ROOT, TARGET, "--locked")
    return TARGET / "release/rondel"


def cargo(folder: Path, target: Path, *flags: str) -> None:
    settings = {**os.environ, "CARGO_TARGET_DIR": str(target), "OPENSSL_NO_VENDOR": "1"}
    call("cargo", "build", "--release", "--quiet", *flags, folder=folder, settings=settings)


def call(*words: object, folder: Path = ROOT, settings: dict[str, str] | None = None) -> None:
    """Runs a command and ends the run when it fails; its output goes to the terminal."""
    done = subprocess.run([str(word) for word in words], cwd=folder, env=settings)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(str(word) for word in words)} (in {folder})")
