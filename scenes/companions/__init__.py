"""What a scene file reads beside itself: found without Blender, checked, and covered by its digest."""
