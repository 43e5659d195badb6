"""The room's wire protocol, ``lectern.v1``: strict types, one file per direction.

``docs/protocol.md`` and ``frontend/src/protocol.ts`` are generated from these models (``make protocol``).
"""

SUBPROTOCOL = "lectern.v1"
