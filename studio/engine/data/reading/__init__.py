"""The reading halves of the tasks, without torch; their ids are those of ``engine/tasks``."""

from __future__ import annotations

from studio.engine.data.reading.multi_label_classification import MultiLabelClassification
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.reading.text_classification import TextClassification
from studio.engine.data.reading.token_classification import TokenClassification

_ALL: tuple[Reading, ...] = (TokenClassification(), TextClassification(), MultiLabelClassification())
READINGS: dict[str, Reading] = {reading.id: reading for reading in _ALL}
SEVERAL = MultiLabelClassification.id
