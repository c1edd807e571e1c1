"""Tasks: one file each, with the same id as its row in resources/tasks.toml."""

from __future__ import annotations

from studio.engine.tasks.multi_label_classification import MultiLabelClassification
from studio.engine.tasks.protocol import Task
from studio.engine.tasks.text_classification import TextClassification
from studio.engine.tasks.token_classification import TokenClassification

_ALL: tuple[Task, ...] = (TokenClassification(), TextClassification(), MultiLabelClassification())
TASKS: dict[str, Task] = {task.id: task for task in _ALL}
