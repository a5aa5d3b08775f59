"""The program's log: what happened when, for those who look after the program. It never knows what people write.

`event("merged", new=3, refused=1)` adds a line; `fault(error)` adds a traceback without messages and values;
`told(error)` an error that was shown to the user. What may stand in a line is decided in `facts` and `traces`, not by
whoever calls. None of them raises, waits for anybody or slows anything: a log that cannot be written is not written.
"""

from mrcworkbench.log.records import event, fault, told

__all__ = ["event", "fault", "told"]
