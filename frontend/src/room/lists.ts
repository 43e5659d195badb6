/** Lists of views: an upsert by id keeps the place of what was there. */

interface WithId {
  id: number;
}

export function byId<T extends WithId>(list: readonly T[], id: number | null | undefined): T | undefined {
  return list.find((view) => view.id === id);
}

/** The list with `view` in place of the one with its id, or at the end. */
export function put<T extends WithId>(list: readonly T[], view: T): T[] {
  return list.some(({ id }) => id === view.id)
    ? list.map((other) => (other.id === view.id ? view : other))
    : [...list, view];
}

export function without<T extends WithId>(list: readonly T[], id: number): T[] {
  return list.filter((view) => view.id !== id);
}
