#!/bin/sh
# Makes sure that a Chromium is here for the tests of the gallery, and the library that Playwright's driver wants:
# installs Debian's when root, otherwise says how.
#   tools/browser.sh PYTHON    with a Python that has Playwright
# A Chrome or Chromium of any kind will do; CHROME names one that is not on the PATH.
set -eu
browser() {
  for name in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable chrome microsoft-edge; do
    # Ubuntu's chromium-browser may be a script that only says that there is a snap: it has to tell its version.
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
driver() { "$1" -m playwright --version >/dev/null 2>&1; }

if browser && driver "$1"; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  driver "$1" || apt-get install -y -qq --no-install-recommends libatomic1 >/dev/null
  # Ubuntu has no such package but a snap, which cannot be installed everywhere.
  browser || apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || true
  if browser && driver "$1"; then exit 0; fi
fi
echo "The tests of the gallery need Chromium or Chrome, and libatomic.so.1. Install what is missing and try again:" >&2
echo "  Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium libatomic1" >&2
echo "  Ubuntu:  sudo apt-get install -y libatomic1 && sudo snap install chromium" >&2
echo "Or name one that is not on the PATH: CHROME=/path/to/chrome make test" >&2
exit 1
