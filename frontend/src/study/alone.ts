/** Lets one window at a time send what waits, where the browser can tell: the server would take it once either way. */

export type Alone = <T>(run: () => Promise<T>) => Promise<T>;

export const atOnce: Alone = (run) => run();

export function alone(name: string): Alone {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? <T>(run: () => Promise<T>) => locks.request(name, run) as Promise<T> : atOnce;
}
