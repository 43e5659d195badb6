/** Tells whoever saves answers that a field has another value: scripts change fields without the browser's own events. */
export function changed(field: Element | null | undefined): void {
  field?.dispatchEvent(new Event("change", { bubbles: true }));
}
