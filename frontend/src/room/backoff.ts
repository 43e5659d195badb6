/** When to try again. Full jitter, so that a room of hundreds does not return in one instant. */

/** Milliseconds to wait before attempt `attempt` (0 is the first after a loss). `random` is in [0, 1). */
export function delay(attempt: number, random: number): number {
  const ceiling = attempt === 0 ? 300 : Math.min(4000, 500 * 2 ** attempt);
  return Math.round(ceiling * random);
}
