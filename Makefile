# Two commands matter: `make demo` and `make test`. Both set everything up first, and are quick the second time.
.DEFAULT_GOAL := help
.PHONY: demo test check soak clean system help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
OUT := out/quickstart

demo: $(READY) ## Render the bundled quickstart recipe, verify it, and say where it is
	$(BIN)/cavendish build quickstart $(OUT)
	$(BIN)/cavendish verify $(OUT)
	@echo "shards:        $(OUT)/train/*.tar, $(OUT)/val/*.tar"
	@echo "contact sheet: $(OUT)/contact-sheet.png"

test: $(READY) ## Run every test
	$(BIN)/pytest

check: $(READY) build/dev/cavendish ## Format and lint (ruff), and check types (mypy, strict)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	MYPYPATH=build/dev $(BIN)/mypy -p cavendish.scenes -p cavendish.renderers -p cavendish.manifests -p cavendish.pipeline

clean: ## Remove what the other targets made
	rm -rf .venv build out

system: ## Install the shared libraries that Blender needs (as root; else say which)
	@sh tools/system-libraries.sh

help: ## Show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt tools/system-libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Cavendish renders with Python 3.11 (Blender 4.5 needs it); this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[render,dev]'
	@sh tools/system-libraries.sh $(BIN)/python
	@touch $@

# mypy wants to see the tree under its import name.
build/dev/cavendish:
	mkdir -p build/dev && ln -sfn ../.. $@
