"""Every kind of front there is."""

from laera.workflow.fronts.home import HomeFront
from laera.workflow.fronts.kind import FrontKind
from laera.workflow.fronts.section import SectionFront

KINDS: tuple[FrontKind, ...] = (HomeFront(), SectionFront())
