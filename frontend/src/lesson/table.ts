/** Rows and columns of a table that is being written. */

export function cellOf(box: HTMLElement, cell: HTMLElement | null): HTMLTableCellElement | null {
  return cell instanceof HTMLTableCellElement && box.contains(cell) ? cell : null;
}

/** The cursor into a cell. */
export function put(cell: Element | null | undefined): void {
  if (!cell) return;
  const range = document.createRange();
  range.selectNodeContents(cell);
  range.collapse(true);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

function blank(like: Element, name = like.nodeName): HTMLElement {
  const made = document.createElement(name);
  if (name === "TH") made.setAttribute("scope", like.getAttribute("scope") ?? "col");
  made.append(document.createElement("br"));
  return made;
}

function renamed(cell: HTMLTableCellElement, isHead: boolean): void {
  const made = document.createElement(isHead ? "th" : "td");
  for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) made.setAttribute(name, cell.getAttribute(name) ?? "");
  if (isHead) made.setAttribute("scope", "col");
  made.append(...cell.childNodes);
  cell.replaceWith(made);
}

/** The first row says what the columns hold, or does not any more. */
export function toggleHead(table: HTMLTableElement): void {
  const row = table.rows[0];
  if (!row) return;
  const isHead = table.tHead !== null || [...row.cells].every((cell) => cell.nodeName === "TH");
  const head = table.tHead;
  for (const cell of [...row.cells]) renamed(cell, !isHead);
  const body = table.tBodies[0] ?? table.appendChild(document.createElement("tbody"));
  if (isHead) {
    body.prepend(row);
    head?.remove();
  } else table.createTHead().append(row);
}

/** `row`, `column`: one more after that of `cell` (the last one without); with `-away`: it goes, unless it is the only one. */
export function changeTable(box: HTMLElement, within: HTMLElement | null, what: string): void {
  const table = within?.closest("table") ?? box.querySelector("table");
  const cell = cellOf(box, within) ?? table?.rows[table.rows.length - 1]?.cells[0];
  const row = cell?.parentElement as HTMLTableRowElement | null | undefined;
  if (!table || !cell || !row) return;
  box.focus();
  const index = cell.cellIndex;
  if (what === "head") {
    const place = [row.rowIndex, index] as const;
    toggleHead(table);
    put(table.rows[place[0]]?.cells[place[1]]);
  } else if (what === "row") {
    const made = document.createElement("tr");
    for (const each of row.cells) made.append(blank(each, each.getAttribute("scope") === "row" ? "TH" : "TD"));
    const head = row.closest("thead");
    const body = table.tBodies[0] ?? table.appendChild(document.createElement("tbody"));
    if (head) body.prepend(made);
    else row.after(made);
    put(made.cells[index]);
  } else if (what === "column") {
    for (const each of table.rows) {
      const beside = each.cells[Math.min(index, each.cells.length - 1)];
      beside?.after(blank(beside, beside.getAttribute("scope") === "row" ? "TD" : beside.nodeName));
    }
    put(row.cells[index + 1]);
  } else if (what === "row-away" && table.rows.length > 1) {
    const next = table.rows[row.rowIndex + 1] ?? table.rows[row.rowIndex - 1];
    const part = row.parentElement;
    row.remove();
    if (part !== table && !part?.children.length) part?.remove();
    put(next?.cells[Math.min(index, next.cells.length - 1)]);
  } else if (what === "column-away" && row.cells.length > 1) {
    for (const each of table.rows) each.cells[index]?.remove();
    put(row.cells[Math.max(0, index - 1)]);
  }
}

/** On to the next cell, or the one before: false at the table's end, where Tab leaves as it does everywhere. */
export function step(box: HTMLElement, within: HTMLElement | null, by: 1 | -1): boolean {
  const cell = cellOf(box, within);
  const cells = [...(cell?.closest("table")?.querySelectorAll("td, th") ?? [])];
  const next = cell ? cells[cells.indexOf(cell) + by] : undefined;
  put(next);
  return next !== undefined;
}
