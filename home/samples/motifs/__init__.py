"""What the painter can draw: each motif is a function that takes a pen and a source of chance."""

from home.samples.motifs.bodies import BODIES
from home.samples.motifs.furniture import FURNITURE
from home.samples.motifs.machines import MACHINES
from home.samples.motifs.mobility import MOBILITY
from home.samples.motifs.nature import NATURE
from home.samples.motifs.parts import PARTS
from home.samples.motifs.tools import TOOLS
from home.samples.motifs.vessels import VESSELS

MOTIFS = MOBILITY | FURNITURE | VESSELS | MACHINES | PARTS | TOOLS | NATURE | BODIES
"""Motif -> (function, whether it stands on the ground)."""
