"""Invalidations by cache tag, on CloudFront."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from laera.adapters.aws_errors import named
from laera.errors import CdnUnavailableError

if TYPE_CHECKING:
    from types_boto3_cloudfront import CloudFrontClient


class CloudFrontCdn:
    """One distribution, whose `CacheTagConfig` names the header that carries the tags.

    The client is made when something is first to be forgotten: most batches of outcomes need none.

    Source: Amazon CloudFront Developer Guide, "Invalidate files by cache tag".
    """

    def __init__(self, client: Callable[[], "CloudFrontClient"], distribution_id: str) -> None:
        self._client = client
        self._distribution_id = distribution_id

    def forget(self, tags: Sequence[str], reference: str) -> None:
        """Ask once for all the tags. CloudFront answers a reference that it knows with the request of before."""
        items = [f"#{tag}" for tag in tags]
        with named(CdnUnavailableError):
            self._client().create_invalidation(
                DistributionId=self._distribution_id,
                InvalidationBatch={
                    "Paths": {"Quantity": len(items), "Items": items},
                    "CallerReference": reference,
                },
            )
