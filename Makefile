# Two commands matter: `make demo` and `make test`. Both set everything up first, and are quick the second time.
.DEFAULT_GOAL := help
.PHONY: demo docs test test-trainers loop check types soak clean system help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
TRAINERS := .venv-trainers
OUT := out/quickstart
LOOP := out/loop

demo: $(READY) ## Render the bundled quickstart recipe, verify it, and say where it is
	$(BIN)/cavendish build quickstart $(OUT)
	$(BIN)/cavendish verify $(OUT)
	@echo "shards:        $(OUT)/train/*.tar, $(OUT)/val/*.tar"
	@echo "contact sheet: $(OUT)/contact-sheet.png"

# By file, as the tests of a file share what they render.
test: $(READY) .venv/.browser ## Run every test, two at a time
	$(BIN)/pytest -n 2 --dist loadfile

test-trainers: $(TRAINERS)/.ready ## Read back with torch, energon and datasets, train a net, tune an editor: minutes
	$(TRAINERS)/bin/pytest tests/trainers

loop: $(TRAINERS)/.ready ## Shards, a tiny editor tuned on them, its drawings, their scores: two minutes
	OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 $(TRAINERS)/bin/python examples/finetune/loop.py $(LOOP)

soak: $(READY) ## Kill a farm's processes at random, and build for long: 20 minutes
	$(BIN)/pytest -s tests/soak

check: types ## Format and lint (ruff), and check the types of all code (mypy, strict)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) build/dev/cavendish
	$(BIN)/mypy

docs: .venv/.docs build/dev/cavendish ## Build the pages and the API's docstrings as a site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "site: build/site/index.html"

clean: ## Remove what the other targets made
	rm -rf .venv $(TRAINERS) build out

system: ## Install the shared libraries that Blender needs (as root; else say which)
	@sh tools/system-libraries.sh

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt tools/system-libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Cavendish renders with Python 3.11 (Blender 4.5 needs it); this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[render,dev]'
	@sh tools/system-libraries.sh $(BIN)/python
	@touch $@

# The gallery's tests look at its pages with a browser.
.venv/.browser: $(READY) tools/browser.sh
	@sh tools/browser.sh $(BIN)/python
	@touch $@

.venv/.docs: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	@touch $@

# torch comes first and by itself, so that nothing chooses another. On Linux, PyPI's wheel of it needs gigabytes of CUDA
# libraries even where there is no GPU: it does not import without them. A CPU wheel ("2.13.0+cpu") meets the same pin
# and is preferred wherever pip can find one: name its folder in PIP_FIND_LINKS, or its index in PIP_EXTRA_INDEX_URL.
$(TRAINERS)/.ready: pyproject.toml constraints-trainers.txt
	$(PYTHON) -m venv $(TRAINERS)
	$(TRAINERS)/bin/pip install --quiet --disable-pip-version-check -c constraints-trainers.txt torch
	$(TRAINERS)/bin/pip install --quiet --disable-pip-version-check -c constraints-trainers.txt -e '.[export,trainers,finetune]'
	$(TRAINERS)/bin/pip install --quiet --disable-pip-version-check -c constraints-trainers.txt --no-deps lvis # nor OpenCV
	@touch $@

# mypy wants to see the tree under its import name.
build/dev/cavendish: cavendish
	mkdir -p $@
	ln -sfn $(addprefix ../../../,scenes renderers manifests pipeline $(wildcard cavendish/*.py cavendish/py.typed)) $@
	@touch $@
