"""The child that answers about data, models on disk and reports. Never imports torch, so it is ready in a second."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from studio.contract.calls import (
    CallProgress,
    CheckHealth,
    DownloadModel,
    ExportData,
    ExportReport,
    Health,
    ImportModel,
    Inspect,
    Inspection,
    ListModels,
    ModelFacts,
    ModelList,
    Preview,
    PreviewAnswer,
    StepTrial,
    TryStep,
    Written,
)
from studio.contract.data.health import Finding
from studio.contract.run import RunFolder
from studio.engine.answering import Asked, Handler, run_server
from studio.engine.data.hub.network import use_network


def preview(call: Preview, asked: Asked) -> PreviewAnswer:
    """The beginning of the data."""
    from studio.engine.data.preparing.preview import preview

    with use_network(call.network):
        return preview(call.data, Path(call.base), call.task, call.count, asked.look)


def inspect(call: Inspect, asked: Asked) -> Inspection:
    """What the data is."""
    from studio.engine.data.store import prepare

    with use_network(call.network):
        return prepare(call.data, Path(call.base), call.task, asked.look).inspection


def check_health(call: CheckHealth, asked: Asked) -> Health:
    """What all health checks find; those that are done come with the progress."""
    from studio.engine.data.health import run_checks
    from studio.engine.data.store import prepare

    def report(findings: list[Finding]) -> None:
        partial = Health(findings=findings).model_dump(mode="json")
        asked.report(CallProgress(code="progress.checking_health", partial=partial))

    prepared = prepare(call.data, Path(call.base), call.task, asked.look)
    return Health(findings=run_checks(prepared, asked.look, report))


def try_step(call: TryStep, asked: Asked) -> StepTrial:
    """What a step would do."""
    from studio.engine.data import trial

    return trial.try_step(call)


def list_models(call: ListModels, asked: Asked) -> ModelList:
    """Which models there are."""
    from studio.engine.models import catalogue

    return ModelList(models=catalogue.list_models())


def download_model(call: DownloadModel, asked: Asked) -> ModelFacts:
    """Fetches a model of the catalogue or the hub."""
    from studio.engine.models import catalogue, hub

    folder = hub.download_model(call.model, call.network, asked.report, asked.is_cancelled)
    return catalogue.describe_folder(folder, call.model)


def import_model(call: ImportModel, asked: Asked) -> ModelFacts:
    """Takes in a local model."""
    from studio.engine.models import incoming

    return incoming.import_model(Path(call.path), call.title, asked.report, asked.is_cancelled)


def export_report(call: ExportReport, asked: Asked) -> Written:
    """Writes a report as one HTML file."""
    from studio.engine.export.html import export_html

    out = Path(call.out).absolute()
    rows = export_html(RunFolder(Path(call.run)), out, call.language, call.force)
    return Written(path=str(out), rows=rows)


def export_data(call: ExportData, asked: Asked) -> Written:
    """Writes the data as they are after all steps."""
    from studio.engine.data.outputs import exporting

    return exporting.export_data(call, asked)


HANDLERS: Mapping[str, Handler] = {
    "preview": preview,
    "inspect": inspect,
    "health": check_health,
    "try_step": try_step,
    "models": list_models,
    "download_model": download_model,
    "import_model": import_model,
    "export_report": export_report,
    "export_data": export_data,
}


def warm_up() -> None:
    """Imports what the first question most likely needs."""
    import studio.engine.data.preparing.preview
    import studio.engine.data.store  # noqa: F401


if __name__ == "__main__":
    run_server(HANDLERS, warm_up)
