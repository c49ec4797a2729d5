"""Made from openapi.json by generate.py; do not edit."""
