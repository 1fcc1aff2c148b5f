#!/bin/sh
# Makes sure that a Chromium is here for the tests of the gallery: installs Debian's when root, otherwise says how.
# A Chrome or Chromium of any kind will do; CHROME names one that is not on the PATH.
set -eu
for name in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable chrome microsoft-edge; do
  # Ubuntu's chromium-browser may be a script that only says that there is a snap: it has to tell its version.
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # Ubuntu has no such package but a snap, which cannot be installed everywhere.
  if apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && chromium --version >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "The tests of the gallery need Chromium or Chrome, and none was found. Install one and try again:" >&2
echo "  Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium" >&2
echo "  Ubuntu:  sudo snap install chromium" >&2
echo "Or name one that is not on the PATH: CHROME=/path/to/chrome make test" >&2
exit 1
