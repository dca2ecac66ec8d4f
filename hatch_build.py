"""Compiles the reading while a wheel is built: with mypyc, from the same Python, about twice as fast.

Without a C compiler, or with MITHAQ_PURE=1 in the environment, the wheel is plain Python and does the same. Editable
installs are always plain, so that a change of a file takes effect.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = ("accords/references.py", "evaluation", "gazetteer/model.py", "languages", "reading", "reports/model.py")
"""Files and folders below src/mithaq whose modules are compiled; `__init__` modules stay plain."""

_SETUP = """
import sys
from setuptools import setup
from mypyc.build import mypycify

modules = sys.argv.pop().split()
setup(name="mithaq", ext_modules=mypycify(["--config-file=", "--ignore-missing-imports", *modules]))
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts compiled modules beside the plain ones of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or os.environ.get("MITHAQ_PURE", "") not in ("", "0"):
            return
        self._folder = tempfile.mkdtemp(prefix="mithaq-build-")
        source = Path(self.root, "src")
        try:
            built = self._compile(source)
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stdout", None) or str(error)
            self.app.display_warning(f"not compiled, installed as plain Python: {said[-600:]}")
            return
        build_data["force_include"].update({str(path): path.relative_to(self._folder).as_posix() for path in built})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(getattr(self, "_folder", ""), ignore_errors=True)

    def _compile(self, source: Path) -> list[Path]:
        work = Path(self._folder)
        shutil.copytree(source / "mithaq", work / "mithaq")
        modules: list[str] = []
        for name in COMPILED:
            path = work / "mithaq" / name
            found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
            modules += [one.relative_to(work).as_posix() for one in found if one.name != "__init__.py"]
        (work / "setup.py").write_text(_SETUP, encoding="utf-8")
        subprocess.run(
            [sys.executable, "setup.py", "-q", "build_ext", "--inplace", "\n".join(modules)],
            cwd=work,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=1200,
            env={**os.environ, "MYPYPATH": str(work), "CFLAGS": os.environ.get("CFLAGS", "") + " -w"},
        )
        ending = ".pyd" if os.name == "nt" else ".so"
        return [one for one in work.rglob(f"*{ending}") if "build" not in one.relative_to(work).parts]
