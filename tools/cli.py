"""`segel`: the command line. Every command is a module that is loaded when it is asked for.

`segel --help` must answer at once on an old laptop, and `segel verify` must run
where no server is installed: so this table, not an import, knows the commands.
"""

import importlib
from pathlib import Path
from typing import NamedTuple

import click

from tools.verdict import Language


class _Command(NamedTuple):
    place: str
    """`module:name`."""

    help: str


_COMMANDS = {
    # everybody
    "verify": _Command("tools.auditor:verify", "Recompute a whole log and give a verdict."),
    "proof": _Command("tools.auditor:proof", "Write the offline proof of one leaf."),
    "bundle": _Command("tools.bundle:bundle", "Write an evidence file about a box, place or time."),
    "paper": _Command("tools.paper:paper", "Draw the proof of one leaf as QR codes."),
    "print": _Command("tools.print:command", "Print a paper for signatures in ink, on A4."),
    "labels": _Command("tools.label:command", "Print seal tags and box labels with QR codes."),
    "equivocation": _Command(
        "tools.accusation:equivocation", "Write proof that a log signed two histories."
    ),
    "show": _Command("tools.show:show", "Tell where a box was at an hour, as known at a leaf."),
    "findings": _Command("tools.findings:findings", "List what did not fit, at a stated time."),
    "gaps": _Command("tools.gaps:gaps", "List missing numbers, silent phones, unheld boxes."),
    "diff": _Command("tools.diff:diff", "Tell whether a log has stayed with what was kept of it."),
    "replay": _Command("tools.replay:replay", "Fold a log again and compare the custody state."),
    "monitor": _Command(
        "tools.monitor:monitor", "Follow many logs and alert on what does not fit."
    ),
    "export": _Command("tools.export:export", "Write a list as CSV or as JSON lines."),
    "demo": _Command("tools.demo:command", "Make a practice ledger: Pilkada 2024, OKU Timur."),
    # founders
    "key": _Command("tools.secret:key", "Make and show signing keys."),
    "charter": _Command("tools.founder:charter", "Draft and sign the charter of a new ledger."),
    # registrars and devices
    "enrol": _Command("tools.registrar:enrol", "Let a key speak for a journal."),
    "resume": _Command("tools.registrar:resume", "Let a journal go on after lost notes."),
    "revoke": _Command("tools.registrar:revoke", "End a journal after a number."),
    "policy": _Command("tools.registrar:policy", "Say who the witnesses are and how many suffice."),
    "sign": _Command("tools.device:sign", "Sign the next statement of a journal."),
    "import": _Command("tools.intake.command:command", "Take in a list out of a spreadsheet."),
    "boundaries": _Command("tools.boundary:boundaries", "Take in where districts lie, for maps."),
    "submit": _Command("tools.delivery:submit", "Hand signed notes in and keep the receipts."),
    # operators
    "init": _Command("tools.operator:init", "Found a ledger from a signed charter."),
    "backup": _Command("tools.backup:backup", "Copy a ledger, verified, while it is served."),
    "restore": _Command("tools.restoration:restore", "Make a lost directory from a mirror."),
    "recover": _Command("tools.recovery:recover", "Go on after entries were lost for good."),
    "serve": _Command("tools.operator:serve", "Serve a ledger over HTTP."),
    "reader": _Command("tools.reader:reader", "Let in who may read more than everybody."),
    "tls": _Command("tools.tls:tls", "Make certificates for https on a network of one's own."),
    "publish": _Command("tools.publication:publish", "Write the log as static tiles."),
    "mirror": _Command("tools.mirror:mirror", "Keep a verified copy of a log as static files."),
    "rebuild": _Command("tools.operator:rebuild", "Fold every answer again from the log."),
    "witness": _Command("tools.witness_keeper:witness", "Keep a witness of other people's logs."),
    "doctor": _Command("tools.doctor:doctor", "Look a server over and say what to do next."),
    "status": _Command("tools.status:status", "Tell how a ledger is; exit status for cron."),
}


class LazyGroup(click.Group):
    """A group that loads the module of a command only to run it or to tell all about it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].place.partition(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    type=click.Choice(["id", "en"]),
    default="id",
    envvar="SEGEL_LANG",
    help="Language of what is printed (id, en).",
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    envvar="SEGEL_CA",
    help="Believe https servers of these authorities too (PEM).",
)
@click.pass_context
def main(ctx: click.Context, lang: Language, ca: Path | None) -> None:
    """Segel: an audit ledger for election-security logistics.

    Exit status: 0 done or proven, 1 failed or evidence is bad, 2 wrong use, 3 undecided.
    """
    del ca  # `tools.trust` asks the context for it, whichever command runs
    ctx.obj = lang


if __name__ == "__main__":
    main()
