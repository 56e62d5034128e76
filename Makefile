# Short names for developers. Everyone else needs only start.py.
BIN = .venv/bin

.PHONY: run test check fix messages outdated bench

run:
	python3 start.py

test:
	python3 start.py test

check:
	$(BIN)/python tools/check.py

fix:
	-$(BIN)/ruff check --fix
	$(BIN)/ruff format
	-$(BIN)/djlint --reformat --quiet src

messages:
	$(BIN)/python tools/messages.py gather

# Asks the registries which packages are older than the newest that fits; prints nothing where all are up to date.
outdated:
	$(BIN)/uv pip list --python $(BIN)/python --outdated --exclude pip --exclude setuptools
	-npm outdated

# Takes about half an hour on a calm machine; INSTANCES=DIR adds the instances of a folder, of draws and of matching alike.
bench:
	$(BIN)/python -m tests.benchmarks.matching $(if $(INSTANCES),--instances $(INSTANCES))
	$(BIN)/python -m tests.benchmarks.selection $(if $(INSTANCES),--instances $(INSTANCES))
