"""From a SceneSpec to a Frame: `blender` for photographs, `analytic` for proofs. Importing this loads neither."""
