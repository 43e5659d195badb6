"""The room's wire protocol, ``lectern.v1``: strict types, one file per direction.

``docs/protocol.md`` and ``frontend/src/protocol.ts`` are generated from these models (``make protocol``).
"""

SUBPROTOCOL = "lectern.v1"

CLOSE_CODES: dict[int, tuple[str, str]] = {
    4401: ("Not signed in, or no longer.", "Goes to the sign-in page."),
    4404: ("No such room for this person.", "Says so and stays away."),
    4405: ("Rights in the room have changed.", "Comes back and is told the rights of now."),
    4406: ("The subprotocol is not spoken here.", "Reloads the page once."),
    4408: ("Silent for 45 seconds, or never joined.", "Comes back with `seen`."),
    4500: ("The server failed.", "Comes back with `seen`, after a wait with jitter."),
}
"""Close code → its meaning, and what the client does then. The codes of RFC 6455 (1001, 1006, 1012) mean: come back."""
