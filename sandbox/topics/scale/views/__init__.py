"""The views of this topic: their parameters, results and declarations."""

from typing import Any

from sandbox.topics.scale.views.compute_optimal import COMPUTE_OPTIMAL
from sandbox.topics.scale.views.corpus_size import CORPUS_SIZE
from sandbox.topics.scale.views.emergence import EMERGENCE
from sandbox.topics.scale.views.memory import MEMORY
from sandbox.topics.scale.views.parameter_count import PARAMETER_COUNT
from sandbox.topics.scale.views.scaling_fit import SCALING_FIT
from sandbox.topics.scale.views.scaling_law import SCALING_LAW
from sandbox.topics.scale.views.training_cost import TRAINING_COST
from sandbox.topics.scale.views.training_run import TRAINING_RUN
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (
    SCALING_LAW,
    COMPUTE_OPTIMAL,
    TRAINING_COST,
    PARAMETER_COUNT,
    MEMORY,
    CORPUS_SIZE,
    EMERGENCE,
    TRAINING_RUN,
    SCALING_FIT,
)
