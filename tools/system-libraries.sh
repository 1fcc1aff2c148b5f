#!/bin/sh
# Makes sure that the shared libraries that Blender's Python module links to are on this machine:
# installs them when root, otherwise prints the one line that does.
#   tools/system-libraries.sh [PYTHON]    with a Python that has bpy, does nothing where none is missing
set -eu
packages="libx11-6 libxrender1 libxfixes3 libxi6 libxkbcommon0 libsm6 libice6 libxext6 libgl1"

if [ $# -gt 0 ]; then
  module=$("$1" -c 'import importlib.util; print(importlib.util.find_spec("bpy").origin.replace("__init__.py", "__init__.so"))')
  missing=$(ldd "$module" | grep 'not found' || true)
  [ -n "$missing" ] || exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Blender needs shared libraries that are not here. Run this once, then try again:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # a list of names
apt-get install -y -qq --no-install-recommends $packages >/dev/null
