"""What every test may rely on: the functions' environment, as the template's Globals give it to them."""

import os

# Powertools reads its settings while a handler is being imported, so they are there before any test is collected.
os.environ.update(
    POWERTOOLS_SERVICE_NAME="laera",
    POWERTOOLS_METRICS_NAMESPACE="LaEra",
    POWERTOOLS_LOG_LEVEL="INFO",
)
