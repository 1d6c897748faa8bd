"""The services that the press speaks to, as botocore would have found them by searching."""

import pytest
from botocore.loaders import Loader

from laera.adapters.service_models import SERVICES, NamedServices


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("kind", ["service-2", "endpoint-rule-set-1"])
def test_a_named_service_is_loaded_as_botocore_loads_it(service: str, kind: str) -> None:
    """The short way ends at the same model."""
    assert service in Loader().list_available_services(kind)
    assert NamedServices().load_service_model(service, kind) == Loader().load_service_model(service, kind)
