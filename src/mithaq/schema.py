"""JSON Schema of the models that pass between rooms: made from the models themselves, never written by hand."""

from __future__ import annotations

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def models() -> dict[str, type[Any]]:
    """The models by name, in the order in which data flows."""
    from mithaq.accords.model import Accord, Amendment, Deadline, Kind, Party, Provision, Stipulation
    from mithaq.assessment.status import Status
    from mithaq.linking.evidence import Evidence
    from mithaq.reading.claims import Claim, Name, Quantity, Quotation, Reading, Reference, Time
    from mithaq.reports.model import Report, Span
    from mithaq.review.model import Decision

    found = (
        Accord, Party, Provision, Stipulation, Deadline, Amendment, Kind, Report, Span,
        Time, Name, Quantity, Quotation, Reference, Claim, Reading, Evidence, Decision, Status,
    )  # fmt: skip
    return {model.__name__: model for model in found}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one model; KeyError if there is none of this name."""
    from pydantic import TypeAdapter

    return {"$schema": DIALECT, **TypeAdapter(models()[name]).json_schema(mode="serialization")}


def combined_schema() -> dict[str, Any]:
    """All models in one document, each under `$defs`."""
    from pydantic import TypeAdapter

    inputs = [(name, "serialization", TypeAdapter(model)) for name, model in models().items()]
    _, whole = TypeAdapter.json_schemas(inputs, title="Mithaq")  # type: ignore[arg-type]
    return {"$schema": DIALECT, **whole}
