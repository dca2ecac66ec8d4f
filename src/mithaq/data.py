"""Reading Mithaq's data files: YAML in, plain objects out, errors that name file and line."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from mithaq.errors import DataError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def package_file(*parts: str) -> Traversable:
    """A data file shipped inside the package, by its path below `mithaq/`."""
    return resources.files("mithaq").joinpath(*parts)


def load_yaml(source: Traversable | Path) -> Any:
    """Parse one YAML file.

    Raises DataError naming the file and the line if it is not valid YAML or not UTF-8.
    """
    try:
        return yaml.load(source.read_bytes(), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{source}:{mark.line + 1}:{mark.column + 1}" if mark else str(source)
        raise DataError(f"not valid YAML: {error.problem}", place=place, mend="correct the line named") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"not valid YAML: {error}", place=str(source), mend="save the file as UTF-8 YAML") from error
