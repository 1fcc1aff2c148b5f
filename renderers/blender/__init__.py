"""Photographs with exact truth: Cycles, driven through BlenderProc. The only room that touches `bpy`."""
