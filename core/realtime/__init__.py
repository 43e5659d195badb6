"""One engine for everything live: hub, batcher, ticks. It knows topics and sockets, and no domain word."""
