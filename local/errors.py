"""What can keep the runner, and the commands that speak to it, from doing what they were asked.

    RunnerError
    ├── TemplateError       template.yaml says something that cannot be stood in for
    ├── PortTakenError      another program listens where we were asked to
    ├── ContentFolderError  the folder of stories cannot be used
    ├── FunctionLoadError   a handler cannot be imported
    ├── ClockError          the clock cannot be moved as it was told
    └── NoPaperError        no paper runs where a command looked for one, or it did not do as asked

Each message is one line that says what, where and how to cure it.
"""


class RunnerError(Exception):
    """The runner cannot go on; the message is for the person who started it."""


class TemplateError(RunnerError):
    """template.yaml asks for something that cannot be resolved or stood in for here."""


class PortTakenError(RunnerError):
    """Another program already listens on the port."""


class ContentFolderError(RunnerError):
    """The folder of stories is not there and cannot be made, or cannot be read."""


class FunctionLoadError(RunnerError):
    """A function's code cannot be loaded: the cause is attached."""


class ClockError(RunnerError):
    """What the clock was told is no time, or too far away."""


class NoPaperError(RunnerError):
    """No paper runs where a command looked for one, or it refused."""
