# The portal's commands. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
BOOTSTRAP = $(PYTHON) site/config/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help python run develop browser test test-quick test-postgresql test-elasticsearch bench check format messages pictures

help:
	@printf '%s\n' \
	  'make run         ouvre le portail sur http://127.0.0.1:8000 (PORT=8080 pour un autre port)' \
	  'make test        installe ce qu’il faut et lance tous les essais' \
	  'make test-quick  les essais sans navigateur' \
	  'make test-postgresql  les mêmes, sur PostgreSQL' \
	  'make test-elasticsearch  le moteur de recherche, sur un Elasticsearch de trois nœuds' \
	  'make bench       vitesse et mémoire : recherche, à côté de celle de Wagtail, annuaire, bibliothèque, inscriptions' \
	  'make check       style, gabarits, types, étages, migrations, réglages de production' \
	  'make format      remet le code en forme' \
  'make messages    met les textes à traduire en accord avec le code' \
	  'make pictures    refait les images de docs/images'

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Passerelles demande Python 3.11 ou plus récent, mais « $(PYTHON) » ne convient pas ici." \
	    "Indiquez-en un autre, par exemple : make run PYTHON=python3.12" >&2; exit 1; }

run: python
	@exec $(BOOTSTRAP) run

develop: python
	@$(BOOTSTRAP) develop

browser: python
	@$(BOOTSTRAP) browser

test: develop browser
	@$(BIN)/python -m pytest -n 2

test-quick: develop
	@$(BIN)/python -m pytest -n 2 -m 'not browser'

test-postgresql:
	@.ci/with-postgresql $(MAKE) test-quick

test-elasticsearch: develop
	@.ci/with-elasticsearch $(BIN)/python -m pytest tests/search -k elasticsearch

check: develop
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/djade --check $$(git ls-files --cached --others --exclude-standard '*.html')
	$(BIN)/python -m djlint --lint --quiet site/theme/templates
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))') \
	  ALLOWED_HOSTS=passerelles.example PASSERELLES_URL=https://passerelles.example \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: develop
	@$(BIN)/python -m benchmarks.engine
	@$(BIN)/python -m benchmarks.imports
	@$(BIN)/python -m benchmarks.exports
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.library
	@$(BIN)/python -m benchmarks.downloads
	@$(BIN)/python -m benchmarks.directory
	@$(BIN)/python -m benchmarks.oai
	@$(BIN)/python -m benchmarks.printing
	@$(BIN)/python -m benchmarks.agenda
	@.ci/with-postgresql $(BIN)/python -m benchmarks.registration

format: develop
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format
	$(BIN)/djade $$(git ls-files --cached --others --exclude-standard '*.html')

messages: develop
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -m tests.support.messages

pictures: develop browser
	$(BIN)/python -m docs.pictures
