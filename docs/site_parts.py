"""The parts of the site that are made from the package when it is built: the rules, the settings, the commands."""

from typing import Any

import click
from docutils import nodes
from docutils.statemachine import StringList
from markdown_tables import table
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from followup_analytics.cli import MODULE_OF_COMMAND, main
from followup_analytics.rules.catalogue import CatalogueEntry, Parameter, rules, source_titles

_WIDTH = 100


def rules_as_markdown(kind: str) -> str:
    """The rules whose ID begins with a letter: each with its sources and the numbers that may be set."""
    return "\n\n".join(_rule(rule) for rule in rules().values() if rule.id.startswith(kind))


def sources_as_markdown() -> str:
    """The guides, by the short names with which rules cite them."""
    return table(["short name", "guide"], [[f"`{name}`", title] for name, title in source_titles().items()])


def settings_as_markdown() -> str:
    """Every number that a cadence may set, with the rule it belongs to."""
    rows = [[f"`{p.name}`", rule.id, _value(p.default), _range(p), p.unit] for rule in rules().values() for p in rule.parameters]
    return table(["setting", "rule", "as long as nothing is set", "allowed", "what it counts"], rows)


def commands_as_text() -> dict[str, str]:
    """The help of each command, as the command prints it."""
    return {name: _help(name) for name in MODULE_OF_COMMAND}


def _rule(rule: CatalogueEntry) -> str:
    lines = [f"**{rule.id}** {rule.title}.", f"  {_sources(rule)}."]
    lines += [
        f"  `{parameter.name}`: {_value(parameter.default)} ({parameter.unit}; allowed: {_range(parameter)})."
        for parameter in rule.parameters
    ]
    return "- " + "\\\n".join(lines)


def _sources(rule: CatalogueEntry) -> str:
    named = ", ".join(f"`{source}`" for source in rule.sources) or "no guide"
    return f"From {named}" + (f". Ours: {rule.ours}" if rule.ours else "")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, dict):
        return ", ".join(f"{key} {number:g}" for key, number in value.items()) or "none"
    return f"{value:g}"


def _range(parameter: Parameter) -> str:
    if parameter.low is None or parameter.high is None:
        return "on, off"
    also = f", or {parameter.off_when:g}" if parameter.off_when is not None else ""
    return f"{parameter.low:g} to {parameter.high:g}{also}"


def _help(name: str) -> str:
    context = click.Context(main, info_name="followup")
    command = main.get_command(context, name)
    assert command is not None
    return command.get_help(
        click.Context(command, info_name=name, parent=context, max_content_width=_WIDTH, terminal_width=_WIDTH)
    )


class _Made(SphinxDirective):
    """A directive whose content is Markdown that is made when the site is built."""

    def shown(self, markdown: str) -> list[nodes.Node]:
        """The Markdown as part of the page."""
        part = nodes.container()
        self.state.nested_parse(StringList(markdown.split("\n")), 0, part)
        return part.children


class Rules(_Made):
    """The rules whose ID begins with the letter given; the guides for `sources`, the numbers for `settings`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make it."""
        (kind,) = self.arguments
        made = {"sources": sources_as_markdown, "settings": settings_as_markdown}.get(kind, lambda: rules_as_markdown(kind))
        return self.shown(made())


class Commands(_Made):
    """The help of every command, under its name."""

    def run(self) -> list[nodes.Node]:
        """Make it."""
        sections: list[nodes.Node] = []
        for name, text in commands_as_text().items():
            section = nodes.section(
                "", nodes.title(text=f"followup {name}"), names=[f"followup {name}"], ids=[f"followup-{name}"]
            )
            section += nodes.literal_block(text, text, language="text")
            sections.append(section)
        return sections


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the directives."""
    app.add_directive("rules", Rules)
    app.add_directive("commands", Commands)
    app.add_lexer("cron", TextLexer)  # which no one has coloured yet
    return {"parallel_read_safe": True, "parallel_write_safe": True}
