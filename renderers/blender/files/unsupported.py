"""Nodes that a material, world or lamp of a user's file depends on, and that do not show here what they mean."""

from __future__ import annotations

from typing import Any

from ..node_graphs import Place, reached

OUTPUTS = ("Surface", "Volume", "Displacement")  # the last input of a material's output, `Thickness`, is Eevee's
KINDS = {
    "SCRIPT": "runs a script, which is not run",
    "SHADERTORGB": "is for Eevee alone, and black",
    "EEVEE_SPECULAR": "is for Eevee alone, and black",
    "BSDF_RAY_PORTAL": "leads sight elsewhere in the picture, and is a surface in the truth",
    "HOLDOUT": "cuts a hole that is black in the picture, and is a surface in the truth",
    "CUSTOM": "is of a kind that Blender does not know",
}


def unsupported_nodes(owner: Any) -> tuple[str, ...]:
    """Return a sentence for each node that cannot be followed, of those that the active output depends on.

    `owner` is a material, world or lamp. Raises RenderError where its nodes go on without an end in sight.
    """
    if not owner.use_nodes or not owner.node_tree:
        return ()
    kind = owner.bl_rna.identifier.lower()
    name = f"{'lamp' if 'light' in kind else kind} {owner.name!r}"
    output = owner.node_tree.get_output_node("CYCLES")
    if output is None:
        return (f"{name} has no output for Cycles, and is black",)
    ends = (Place(socket) for socket in output.inputs if socket.name in OUTPUTS)
    found = {at.node.name: KINDS[at.node.type] for end in ends for at in reached(end) if at.node.type in KINDS}
    return tuple(f"{name}: its node {node!r} {what}" for node, what in sorted(found.items()))
