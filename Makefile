# Two commands do everything: `make demo` and `make test`. Each builds .venv first if it must.
# Needs Python >= 3.11 with its venv module, and make; nothing is installed outside this folder.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := var/demo
# The interpreter to build .venv with; say `make PYTHON=/path/to/python` to choose another.
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench lock clean

help:
	@echo "make demo     the main job on real input: Pilkada 2024, OKU Timur, on http://127.0.0.1:8000"
	@echo "make test     every check and every test"
	@echo "make check    the checks alone: ruff, mypy, import-linter, deptry"
	@echo "make bench    ratios of speed and memory, into var/bench.json"
	@echo "make install  .venv with everything in it"
	@echo "make lock     requirements*.txt anew from pyproject.toml"
	@echo "make clean    remove .venv, var and caches"

install: $(STAMP)

# The stamp is written last: a build that was interrupted is taken up again.
$(STAMP): requirements-dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3 python3-venv"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install
	@$(BIN)/segel demo --dir $(DEMO)

# Both parts always run; a file of tests stays on one worker, as it shares what is dear to build.
test: install
	@status=0; \
	$(BIN)/python -m tools.check || status=1; \
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile || status=1; \
	exit $$status

check: install
	@$(BIN)/python -m tools.check

bench: install
	@mkdir -p var
	@$(BIN)/python -m tests.benchmarks

# In a folder of its own, so that the tool's own packages do not enter .venv; the settings of this
# machine (other indexes, folders of wheels) are shut out, as the files must hold on every machine.
LOCK := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null
COMPILE := $(LOCK) var/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock:
	@test -x var/lock/bin/python || "$(PYTHON)" -m venv var/lock
	@$(LOCK) var/lock/bin/python -m pip install --quiet pip-tools
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) --extra pdf --constraint requirements.txt --output-file requirements-pdf.txt pyproject.toml
	@$(COMPILE) --extra dev --extra pdf --constraint requirements-pdf.txt \
		--output-file requirements-dev.txt pyproject.toml
	@sed -i '1i # What `segel` needs to run, exact and by hash. Made by `make lock` from pyproject.toml; do not edit.' requirements.txt
	@sed -i '1i # What `segel` needs to run and to make PDF. Made by `make lock` from pyproject.toml; do not edit.' requirements-pdf.txt
	@sed -i '1i # What the checks and tests need, the run-time packages included. Made by `make lock`; do not edit.' requirements-dev.txt

clean:
	rm -rf $(VENV) var build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
