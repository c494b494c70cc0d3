"""From the raw values of an estimator to [0, 1]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from auditor.config import nearest
from auditor.core.errors import ConfigError

Scale = Literal["unit", "logistic"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scaling:
    """A fixed function of one value: it never depends on the other pairs of a document."""

    name: Scale
    apply: Callable[[Floats], Floats]


def scale(wanted: str, stated: Scale) -> Scaling:
    """Give the scale that is asked for.

    Args:
        wanted: "unit" for a model whose values are in [0, 1] but for little, which are cut;
            "logistic" for one whose values are not bounded (z-scores, logits); "auto".
        stated: what "auto" means for the model.

    Raises:
        ConfigError: there is no such scale.
    """
    name = stated if wanted == "auto" else wanted
    if name == "unit":
        return Scaling("unit", _unit)
    if name == "logistic":
        return Scaling("logistic", _logistic)
    known = ("auto", "unit", "logistic")
    raise ConfigError(
        f"models.qe_scale must be one of {', '.join(known)}, not {wanted!r}{nearest(wanted, known)}"
    )


def _unit(values: Floats) -> Floats:
    return np.clip(values, 0.0, 1.0)


def _logistic(values: Floats) -> Floats:
    return 0.5 * (1.0 + np.tanh(0.5 * values))
