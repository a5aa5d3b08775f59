"""What follows the keyboard focus, and where it goes."""

from mrcworkbench.gui.focus.follower import FocusFollower
from mrcworkbench.gui.focus.regions import give_focus, move_between

__all__ = ["FocusFollower", "give_focus", "move_between"]
