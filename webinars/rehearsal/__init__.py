"""Real WebSocket clients that join a running installation, and the verdict on what it did to their answers."""
