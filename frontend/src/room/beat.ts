/**
 * A worker that ticks every 10 s. Browsers slow down the timers of a page in the background to one a minute, and the server
 * would take the person for gone; a worker's timers they leave alone.
 */

setInterval(() => postMessage(0), 10_000);
