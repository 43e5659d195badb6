"""Read the plan, prepare, start, say so, wait for the end."""

from __future__ import annotations

import signal
import sys
import threading

from django.core.exceptions import ImproperlyConfigured

from lms.run import supervision
from lms.run.plan import Plan, read, tell_settings


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def main() -> int:
    asked_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked_to_stop.set())
    try:
        plan = read()
        tell_settings(plan)
        with supervision.own_terminal(), supervision.only_one(plan):
            return serve(plan, asked_to_stop)
    except (ImproperlyConfigured, supervision.CannotRun) as problem:
        say(str(problem))
        return 1


def serve(plan: Plan, asked_to_stop: threading.Event) -> int:
    supervision.check_ports(plan)
    say("Preparing the database and the static files")
    accounts = supervision.prepare()
    if asked_to_stop.is_set():
        return 0
    manager = supervision.start(plan)
    try:
        supervision.wait_until_answering(plan, manager, asked_to_stop)
        if not asked_to_stop.is_set():
            announce(plan, accounts)
        while not asked_to_stop.wait(0.5):
            if manager.poll() is not None:
                raise supervision.CannotRun(f"The process manager ended; see {plan.data_dir / 'logs'}.")
        say("Stopping")
    finally:
        supervision.stop(manager)
    return 0


def announce(plan: Plan, accounts: str) -> None:
    say(f"\nLectern is running at {plan.address} (Ctrl-C stops it; logs are in {plan.data_dir / 'logs'})")
    if len(plan.ports) > 1:
        say(f"Web processes on ports {plan.ports[0]} to {plan.ports[-1]}: put a proxy before them.")
    if accounts:
        say(f"\n{accounts}")
        if plan.public:
            say(
                "\nWhoever reaches this address can use these accounts. DEMONSTRATION=0 with a new DATA_DIR leaves them out."
            )


if __name__ == "__main__":
    sys.exit(main())
