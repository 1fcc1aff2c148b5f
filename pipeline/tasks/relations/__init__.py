"""How things in a frame are referred to: logical forms, who proposes them, who checks them, and their words.

`propose` finds things to say in a scene graph of 3D boxes, `check` decides on the pixels and the truth whether they
hold, and `speech` words them: `english` and `phrases` in English, `tongues` in other languages. The three share nothing
but the forms and the vocabulary, so that no error confirms itself.
"""
