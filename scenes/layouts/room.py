from .shapes import *

ROOM = Layout("room", compose, frame)
