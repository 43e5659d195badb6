"""The live room's door: one WebSocket consumer, and one handler per command."""
