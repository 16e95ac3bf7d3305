# The developers' and editors' commands. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
venv := .venv
run := $(venv)/bin/python -m
audit := $(venv)/audit/bin
audited := requirements.txt requirements-fill.txt
tests := $(run) pytest --numprocesses auto --dist worksteal
# The marks of the tests that quick leaves out; tests/conftest.py puts them on.
slow := browser or build or copies or papers or site or tools

# Else each of the hundreds of processes that tests begin would compile the guide's code again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve build nginx check sources agree fill plan paper edition audit licences sbom wheels quick test scripts lint types sound units format picture lock schemas clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

$(venv)/build: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11.5 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11, 5) else 0)'
	@$(PYTHON) -m venv $(venv) || { echo 'Python cannot make a virtual environment: install the package python3-venv.'; exit 1; }
	@$(run) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(venv)/fill: requirements-fill.txt $(venv)/build
	@command -v deno >/dev/null || $(run) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fill.txt || \
		{ echo 'No package holds Deno for this machine: install it from deno.com, then try again.'; exit 1; }
	@touch $@

$(venv)/test: requirements-test.txt $(venv)/build
	@$(run) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(venv)/scripts/done: tests/scripts/package-lock.json
	@command -v npm >/dev/null || { echo 'The checks of the scripts need npm: tests/install-tools installs it.'; exit 1; }
	@mkdir -p $(@D)
	@cp tests/scripts/package.json tests/scripts/package-lock.json $(@D)
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(venv)/audit/done: requirements-audit.txt
	@$(PYTHON) -m venv $(venv)/audit
	@$(venv)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	@touch $@

serve: $(venv)/build ## build the site and serve it on this machine; pages reload as you edit
	@./guide serve --port $(PORT)

build: $(venv)/build ## write the site to site/, beside it first: what stands there stands until then
	@./guide build --output "$(or $(OUT),site)" $(if $(KEEP),--keep)

nginx: $(venv)/build ## print the configuration for nginx: ROOT=/srv/guide/site NAME=guide.example
	@./guide servers --root "$(ROOT)" --name "$(NAME)"

check: $(venv)/build ## say what is wrong with data and pages, all at once
	@./guide check

agree: $(venv)/build ## note that both languages say the same; UNCHANGED="file:line …" needs no change
	@./guide agree $(UNCHANGED)

sources: $(venv)/build ## ask every source's address, and say what rests on each (needs the network)
	@./guide sources

fill: $(venv)/fill ## fill in the papers of ANSWERS="a.yml b.yml" into the folder OUT
	@./guide fill $(ANSWERS) --output "$(or $(OUT),packs)"

plan: $(venv)/fill ## plan all dates from EVENING=2027-03-18 or LAUNCH=… into the calendar file OUT: EDITION=nl
	@./guide plan --language $(or $(EDITION),fr) --evening "$(EVENING)" --launch "$(LAUNCH)" --output "$(or $(OUT),calendar.ics)"

paper: $(venv)/build ## make the files of one paper: PAPER=charter EDITION=nl OUT=folder
	@./guide paper "$(PAPER)" --edition $(or $(EDITION),fr) --output "$(or $(OUT),papers)"

edition: $(venv)/build ## build the guide of one municipality: COMMUNE=its-id OUT=folder ADDRESS=https://… PUBLISHER=file
	@./guide edition "$(COMMUNE)" --output "$(or $(OUT),edition)" --address "$(ADDRESS)" $(if $(PUBLISHER),--publisher "$(PUBLISHER)") $(if $(KEEP),--keep)

audit: $(venv)/audit/done ## name the known vulnerabilities of what the guide is built with (needs the network)
	@$(audit)/pip-audit --strict --require-hashes --disable-pip $(audited:%=-r %)
	@parts=$$(cat $(audited) | grep -cE '^[a-z0-9.-]+(\[.*\])?==') && echo "Audited: $$parts parts."

licences: $(venv)/build $(venv)/audit/done ## list the licences of what the guide is built with
	@$(audit)/pip-licenses --python $(venv)/bin/python --from mixed --order license --format markdown \
		--packages $$(sed -n 's/^\([a-z0-9.-]*\)==.*/\1/p' requirements.txt)

sbom: $(venv)/audit/done ## write sbom.json, the list of parts in CycloneDX, with their hashes
	@$(audit)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o sbom.json

wheels: $(venv)/build ## collect what the guide is built with into OUT, for this system and Python: see Containerfile
	@$(run) pip download --quiet --disable-pip-version-check --require-hashes -r requirements.txt --dest "$(or $(OUT),wheels)"

quick: $(venv)/test $(venv)/scripts/done ## a minute's worth: all that needs no browser, site, broken copy of the guide, or program but npm
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target --keep-going units types lint sound
	@echo 'quick: all is well'

test: $(venv)/test ## install what the tests need, then run all of them
	tests/install-tools
	@$(MAKE) --no-print-directory lint types $(venv)/scripts/done
	$(tests)

# What reads the code without running it.
lint:
	$(venv)/bin/lint-imports --no-logo
	$(run) ruff check .
	$(run) ruff format --check .

types:
	$(run) mypy

sound:
	@./guide check

units:
	$(tests) -m "not ($(slow))"

scripts: $(venv)/scripts/done ## check the types of the browser's scripts, and lint them
	tests/scripts/check

format: $(venv)/test ## put the code in its usual form
	$(run) ruff check --fix .
	$(run) ruff format .

schemas: $(venv)/build ## export the schemas of data/ for completion in editors, and the list of macros
	@./guide schemas

lock: ## renew the hashed lists of dependencies (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11.5 pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11.5 --group fill -o requirements-fill.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11.5 --extra test --group fill -c requirements.txt pyproject.toml -o requirements-test.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11.5 --extra audit -c requirements-test.txt pyproject.toml -o requirements-audit.txt

picture: $(venv)/test ## make the picture of the README from the site that stands in site/
	$(run) bench.readme_picture

clean: ## remove what is generated, and nothing that somebody has added
	@[ ! -d $(venv) ] || ./guide clean
	rm -rf $(venv)
