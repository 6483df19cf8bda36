"""How the documentation is built: `make docs`.

The source folder is the repository itself, so that a link which leads somewhere in the repository leads there on the site too.
"""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # site_parts.py

project = "followup-analytics"
author = "The followup-analytics authors"
version = release = version_of(project)
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "site_parts"]
root_doc = "docs/index"
include_patterns = ["docs/*.md", "notebooks/*.ipynb", "data/sample/README.md", "benchmarks/README.md"]
# Whole folders that the search for pages would otherwise walk through.
exclude_patterns = [".*", "build", "followup_analytics", "tests", "**/__pycache__", "**/.ipynb_checkpoints"]

# Notebooks are shown with the outputs that they are committed with: the tests hold those.
nb_execution_mode = "off"
# A page loads nothing from anywhere: no script for widgets, whose text stands in their place.
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
nb_mime_priority_overrides = [("*", "application/vnd.jupyter.widget-view+json", None)]
nb_merge_streams = True
myst_heading_anchors = 3
myst_links_external_new_tab = False

# Docstrings are numpydoc, and mark code with one backtick as Markdown does.
default_role = "code"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = False  # else "path" would link to the first thing of that name
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
maximum_signature_line_length = 90

html_theme = "furo"
html_title = "followup-analytics"
templates_path = ["site"]
html_additional_pages = {"index": "redirect.html"}
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

# A column or field of one name may stand in several classes.
suppress_warnings = [*globals().get("suppress_warnings", []), "ref.python"]
