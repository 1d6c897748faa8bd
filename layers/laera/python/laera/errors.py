"""The errors of La Era: one tree.

    NewsroomError
    ├── SettingsError            the function's environment is incomplete: mend the template
    ├── TemplatesError           the templates are absent or incomplete: rebuild the layer, mend templates/
    ├── TransientError           the service refused for now; the same call is safe to repeat, the queue will
    │   ├── StoreUnavailableError    S3 would not answer
    │   ├── TableUnavailableError    DynamoDB would not answer
    │   ├── QueueUnavailableError    SQS would not take a message
    │   ├── SecretUnavailableError   Secrets Manager would not give the key of the cursors, or gave none
    │   ├── BusUnavailableError      EventBridge would not take an event
    │   ├── CdnUnavailableError      CloudFront would not invalidate, or has too many invalidations under way
    │   └── WebUnavailableError      a machine that is pinged did not answer
    ├── ContestedError           others kept writing the same page or record; redelivery starts over
    ├── PreconditionLostError    the target is no longer what was observed: observe again (never leaves `workflow`)
    ├── RehearsalError           looking ahead has no end: the receipt says so (never leaves `workflow`)
    ├── UnreadableMessageError   a message on a queue is nothing the press knows: look at it in the dead-letter queue
    └── CursorError              a reader's cursor is damaged, expired or of another query: answer 400

A held or rejected story is no error: it is a receipt.
"""


class NewsroomError(Exception):
    """Anything that is La Era's own to name."""


class SettingsError(NewsroomError):
    """The environment lacks variables; the message names every one of them."""


class TemplatesError(NewsroomError):
    """Templates, assets or words are absent or incomplete; the message says which."""


class TransientError(NewsroomError):
    """A service refused for now; the same call is safe to repeat."""


class StoreUnavailableError(TransientError):
    """The object store refused or did not answer in time."""


class TableUnavailableError(TransientError):
    """The article table refused or did not answer in time."""


class QueueUnavailableError(TransientError):
    """The queue refused a message or did not answer in time."""


class SecretUnavailableError(TransientError):
    """The secret could not be fetched, or does not hold a key."""


class BusUnavailableError(TransientError):
    """The event bus refused an event or did not answer in time."""


class CdnUnavailableError(TransientError):
    """The CDN would not invalidate for now, or has as many invalidations under way as it takes."""


class WebUnavailableError(TransientError):
    """A machine that is pinged gave no answer in time."""


class ContestedError(NewsroomError):
    """Too many others wrote the same page or record meanwhile; the message will be delivered again."""


class PreconditionLostError(NewsroomError):
    """The target of a conditional write is no longer what was observed; observe again and start over."""


class RehearsalError(NewsroomError):
    """A rehearsal would have to look at more stories than it may."""


class UnreadableMessageError(NewsroomError):
    """A message on a queue is in no shape that the press knows; no upload can be behind it."""


class CursorError(NewsroomError):
    """A cursor is damaged, expired, or belongs to another query."""
