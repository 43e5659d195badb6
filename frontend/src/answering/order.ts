/** Rows that are put in order (data-order): by buttons, or by the place chosen in a row. Any change makes the whole order, and an
 *  empty place takes it back. Without scripts each row has its place to choose. */
import { changed } from "./changed";

export function order(root: ParentNode): void {
  for (const list of root.querySelectorAll<HTMLElement>("[data-order]")) new Order(list).begin();
}

class Order {
  private settling = false;

  constructor(private readonly list: HTMLElement) {}

  begin(): void {
    for (const button of this.list.querySelectorAll<HTMLButtonElement>("[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.move(button));
    }
    this.list.addEventListener("change", (event) => {
      if (!this.settling && event.target instanceof HTMLSelectElement) this.choose(event.target);
    });
    this.sort();
    this.bound();
  }

  /** What waited on this device was written into the places before: the rows follow it. */
  private sort(): void {
    const placed = this.rows.map((row) => [Number(row.querySelector("select")?.value), row] as const);
    if (placed.some(([place]) => !place)) return;
    this.list.append(...placed.sort(([one], [other]) => one - other).map(([, row]) => row));
  }

  private get rows(): HTMLElement[] {
    return [...this.list.children] as HTMLElement[];
  }

  private move(button: HTMLButtonElement): void {
    const row = button.closest("li")!;
    const rows = this.rows;
    this.put(row, rows.indexOf(row) + Number(button.dataset.move));
    const other = row.querySelector<HTMLButtonElement>(`[data-move="${-Number(button.dataset.move)}"]`);
    (button.disabled ? other : button)?.focus();
  }

  private choose(select: HTMLSelectElement): void {
    const row = select.closest("li")!;
    if (select.value) {
      this.put(row, Number(select.value) - 1);
      select.focus();
      return;
    }
    for (const one of this.selects()) one.value = "";
    this.tell(select);
  }

  private put(row: HTMLElement, place: number): void {
    const others = this.rows.filter((one) => one !== row);
    const before = others[place];
    if (before) before.before(row);
    else this.list.append(row);
    this.selects().forEach((select, index) => (select.value = String(index + 1)));
    this.bound();
    const status = this.list.parentElement?.querySelector("[data-order-status]");
    if (status) status.textContent = (this.list.dataset.said ?? "").replace("{place}", String(place + 1));
    this.tell(row.querySelector("select"));
  }

  private selects(): HTMLSelectElement[] {
    return this.rows.map((row) => row.querySelector("select")!);
  }

  private bound(): void {
    const rows = this.rows;
    rows.forEach((row, index) => {
      row.querySelector<HTMLButtonElement>('[data-move="-1"]')!.disabled = index === 0;
      row.querySelector<HTMLButtonElement>('[data-move="1"]')!.disabled = index === rows.length - 1;
    });
  }

  private tell(select: HTMLSelectElement | null): void {
    this.settling = true;
    changed(select);
    this.settling = false;
  }
}
