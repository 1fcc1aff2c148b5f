"""How things in a frame are referred to: logical forms, who proposes them, who checks them, and their English.

`propose` finds things to say in a scene graph of 3D boxes, `check` decides on the pixels and the truth whether they
hold, and `english` words them. The three share nothing but the forms, the vocabulary and the looks of things (`seen`),
so that no error of one is confirmed by another.
"""
