"""What one process does beside serving, by its role."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

from edge import commands
from edge.app.parts import Edge
from edge.backup_rounds import LOOK_S as BACKUPS_EVERY_S
from edge.clock_steps import EVERY_S as CLOCK_EVERY_S
from edge.clock_steps import ClockSteps
from edge.clocks import FLUSH_EVERY_S
from edge.firmware_files import ARRIVING_S, SWEEP_EVERY_S
from edge.job_runner import EVERY_S
from edge.message_rounds import EVERY_S as MESSAGES_EVERY_S
from edge.open_commands import REFRESH_S
from edge.reconciler import EVERY_S as RECONCILE_EVERY_S
from edge.room import MIB
from edge.slow import TURN_S
from edge.store import firmware as firmware_rows
from edge.store.ids import now_us
from edge.template_rounds import FORGET_EVERY_S, GIVE_EVERY_S
from edge.upkeep import Chore, Singly
from edge.webhooks import own_headers
from edge.webhooks.own_headers import SEAL_EVERY_S
from edge.webhooks.watch import EVERY_S as WATCH_EVERY_S


def chores_of(edge: Edge) -> list[Coroutine[Any, Any, None]]:
    """What runs beside serving in this role, each until cancelled."""
    chores = [
        edge.room.run(),
        edge.detector.run(),
        edge.metrics.measure_lag(),
        edge.gauges.run(),
        Chore("notice a clock that is set", CLOCK_EVERY_S, ClockSteps(edge.store).look).run(),
        Chore("sum up slow things", TURN_S, edge.metrics.slow.turn).run(),
        Chore("save key use", 30, partial(_save_key_use, edge)).run(),
    ]
    if edge.serves_terminals:
        chores += _of_terminals(edge)
    if edge.works:
        chores += _of_all(edge)
    if edge.serves_api and edge.settings.updates_from is not None:
        # What fetches is brought in only where something is fetched: the start does without.
        from edge.updates_rounds import LOOK_S, UpdatesRounds

        spare = edge.settings.least_free_mib * MIB
        rounds = UpdatesRounds(edge.updates, edge.settings.updates_from, spare=spare)
        chores.append(Chore("fetch updates", LOOK_S, rounds.turn, at_once=True).run())
    if edge.certificate is not None:
        chores.append(edge.certificate.watch())
    return chores


def _of_terminals(edge: Edge) -> list[Coroutine[Any, Any, None]]:
    """What whoever serves terminals does for those that call it."""
    return [
        Chore("notice commands", REFRESH_S, edge.open_commands.refresh).run(),
        Chore("give out unfinished answers", 60, edge.session.give_out_overdue).run(),
        Chore("save clocks", FLUSH_EVERY_S, edge.clocks.flush).run(),
        Chore("save waiting terminals", 5, edge.knocking.flush).run(),
        Chore("forget old exchanges", 3600, partial(_forget_exchanges, edge)).run(),
        Chore("forget firmware files", SWEEP_EVERY_S, partial(_sweep_firmware, edge)).run(),
    ]


def _of_all(edge: Edge) -> list[Coroutine[Any, Any, None]]:
    """What one process at a time does, for everybody: each takes its turn by a lease."""
    expire = Singly(edge.store, edge.owner, "commands", partial(_expire_commands, edge))
    chores = [
        Chore("expire commands", 5, expire).run(),
        Chore("carry on jobs", EVERY_S, edge.jobs.advance).run(),
        Chore("bring terminals in line", RECONCILE_EVERY_S, edge.reconciler.turn).run(),
        Chore("show messages", MESSAGES_EVERY_S, edge.messages.turn).run(),
        Chore("retention", 3600, edge.retention.sweep).run(),
        Chore("forget biometrics", FORGET_EVERY_S, edge.templates.forget).run(),
        edge.webhooks.run(),
        Chore(
            "seal headers of webhooks",
            SEAL_EVERY_S,
            partial(own_headers.seal_all, edge.store, edge.vault),
            at_once=True,
        ).run(),
        Chore("watch webhooks", WATCH_EVERY_S, edge.webhook_watch.look).run(),
        *edge.alerts.chores(),
    ]
    if edge.backups is not None:
        chores.append(Chore("make backups", BACKUPS_EVERY_S, edge.backups.turn).run())
    if edge.settings.store_biometrics:
        chores.append(Chore("give templates", GIVE_EVERY_S, edge.templates.give).run())
    return chores


async def _save_key_use(edge: Edge) -> None:
    await edge.store.write(edge.keyring.flush)


async def _expire_commands(edge: Edge) -> None:
    await edge.store.write(lambda conn: commands.expire(conn, edge.store.ids, now_us()))


async def _forget_exchanges(edge: Edge) -> None:
    edge.exchanges.forget_silent(now_us())


async def _sweep_firmware(edge: Edge) -> None:
    held = await edge.store.read(firmware_rows.held)
    before = now_us() / 1_000_000 - ARRIVING_S
    await asyncio.to_thread(edge.firmware.sweep, held, before)
