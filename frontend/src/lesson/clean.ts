/** What of a page's HTML is kept when it is pasted or typed: the same as the server keeps (courses/markup.py), tidied. */

/** As much of a node as is looked at. */
export interface Tree {
  nodeName: string;
  nodeValue: string | null;
  childNodes: ArrayLike<Tree>;
  getAttribute?(name: string): string | null;
}

const NOTHING = new Set(["script", "style", "title", "head", "template", "svg", "math", "iframe", "object", "noscript", "textarea", "select", "#comment"]);
const MARKS: Record<string, string> = { b: "strong", strong: "strong", i: "em", em: "em", code: "code", tt: "code", sub: "sub", sup: "sup" };
const PARTS = new Set(["thead", "tbody", "tfoot", "tr"]);
const LISTS = new Set(["ul", "ol"]);
const PARAGRAPHS = new Set(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "blockquote", "pre", "address", "figure", "li", "dl", "dd", "dt", "body", "center"]);

const name = (node: Tree) => node.nodeName.toLowerCase();
const children = (node: Tree): Tree[] => Array.from(node.childNodes);
const isBlock = (node: Tree): boolean =>
  PARAGRAPHS.has(name(node)) || LISTS.has(name(node)) || name(node) === "table" || children(node).some(isBlock);

export function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Only addresses that readers may follow. */
export function address(href: string | null): string {
  const found = (href ?? "").trim();
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(found) ? found : "";
}

function style(node: Tree): string {
  return (node.getAttribute?.("style") ?? "").replace(/\s/g, "").toLowerCase();
}

/** The bullet or number that Word writes before a point of a list. */
const isSign = (node: Tree) => style(node).includes("mso-list:ignore");

/** The mark that a node stands for, by its name or as other programs write it. */
function markOf(node: Tree): string {
  const own = MARKS[name(node)] ?? "";
  const how = style(node);
  if (own === "strong" && /font-weight:(normal|400)/.test(how)) return "";
  if (own) return own;
  if (/font-weight:(bold|[6-9]00)/.test(how)) return "strong";
  if (/font-style:italic/.test(how)) return "em";
  return "";
}

function inline(node: Tree): string {
  const what = name(node);
  if (NOTHING.has(what) || isSign(node)) return "";
  if (what === "#text") return escape((node.nodeValue ?? "").replace(/[\n\t]+/g, " ").replace(/ \u00a0|\u00a0 /g, " "));
  if (what === "br") return "<br>";
  const inner = children(node).map(inline).join(isBlock(node) ? " " : "");
  if (!inner.trim()) return inner;
  if (what === "a") {
    const href = address(node.getAttribute?.("href") ?? null);
    return href ? `<a href="${escape(href)}">${inner}</a>` : inner;
  }
  const mark = markOf(node);
  return mark ? `<${mark}>${inner}</${mark}>` : inner;
}

/** Without breaks and blanks at its ends. */
const trimmed = (html: string) => html.replace(/^(\s|<br>)+|(\s|<br>)+$/g, "");

function span(node: Tree): string {
  return ["colspan", "rowspan", ...(name(node) === "th" ? ["scope"] : [])]
    .map((each) => [each, node.getAttribute?.(each) ?? ""] as const)
    .filter(([, value]) => /^([1-9]\d?|col|row|colgroup|rowgroup)$/.test(value))
    .map(([each, value]) => ` ${each}="${value}"`)
    .join("");
}

function table(node: Tree): string {
  const what = name(node);
  if (what === "th" || what === "td") return `<${what}${span(node)}>${within(node)}</${what}>`;
  if (what === "caption") return `<caption>${trimmed(inline(node))}</caption>`;
  if (what !== "table" && !PARTS.has(what)) return children(node).some((each) => PARTS.has(name(each))) ? children(node).map(table).join("") : "";
  return `<${what}>${children(node).map(table).join("")}</${what}>`;
}

/** Of a cell or a point of a list: words alone, unless there are paragraphs. */
function within(node: Tree): string {
  const inside = children(node);
  if (!inside.some(isBlock)) return trimmed(inside.map(inline).join(""));
  const found = paragraphs(node);
  const only = /^<p>((?:(?!<p>).)*)<\/p>$/s.exec(found);
  return only?.[1] ?? found;
}

function list(node: Tree): string {
  const points: string[] = [];
  for (const each of children(node)) {
    if (name(each) === "li") points.push(within(each));
    else if (LISTS.has(name(each))) points.push(`${points.pop() ?? ""}${list(each)}`);
    else if (inline(each).trim()) points.push(trimmed(inline(each)));
  }
  const kept = points.filter((point) => point !== "");
  return kept.length ? `<${name(node)}>${kept.map((point) => `<li>${point}</li>`).join("")}</${name(node)}>` : "";
}

/** A point of a list as Word writes it: a paragraph that says how deep it is. */
interface Point {
  level: number;
  list: "ul" | "ol";
  words: string;
}

function signOf(node: Tree): string {
  for (const each of children(node)) {
    const found = isSign(each) ? textOf(each) : signOf(each);
    if (found) return found;
  }
  return "";
}

const textOf = (node: Tree): string => node.nodeValue ?? children(node).map(textOf).join("");

function pointOf(node: Tree): Point | undefined {
  const level = /mso-list:l\d+level(\d)/.exec(style(node))?.[1];
  if (name(node) !== "p" || !level) return undefined;
  return { level: Number(level), list: /^\s*[\p{L}\d]{1,4}[.)]/u.test(signOf(node)) ? "ol" : "ul", words: within(node) };
}

function listOf(points: Point[]): string {
  const [first] = points;
  if (!first) return "";
  let found = "";
  for (let at = 0; at < points.length; ) {
    let end = at + 1;
    while (end < points.length && points[end]!.level > first.level) end += 1;
    found += `<li>${points[at]!.words}${listOf(points.slice(at + 1, end))}</li>`;
    at = end;
  }
  return `<${first.list}>${found}</${first.list}>`;
}

/** A stretch of what is pasted: what a block of a lesson can be. `level`: of a heading, 1 to 6. */
export interface Part {
  kind: "text" | "heading" | "table";
  html: string;
  level: number;
}

/** The words below `root`, with headings and tables apart. */
export function parts(root: Tree): Part[] {
  const found: Part[] = [];
  let line = "";
  let points: Point[] = [];
  const add = (html: string, kind: Part["kind"] = "text", level = 0) => {
    const last = found[found.length - 1];
    if (kind === "text" && last?.kind === "text") last.html += html;
    else if (html) found.push({ kind, html, level });
  };
  const end = () => {
    const words = trimmed(line);
    line = "";
    if (words) add(`<p>${words}</p>`);
    if (points.length) add(listOf(points));
    points = [];
  };
  const walk = (node: Tree) => {
    for (const each of children(node)) {
      const what = name(each);
      if (NOTHING.has(what)) continue;
      if (!isBlock(each)) {
        if (points.length && inline(each).trim()) end();
        line += inline(each);
        continue;
      }
      const point = pointOf(each);
      if (trimmed(line) || !point) end();
      if (point) points.push(point);
      else if (what === "table") add(table(each), "table");
      else if (LISTS.has(what)) add(list(each));
      else if (/^h[1-6]$/.test(what)) add(trimmed(inline(each)), "heading", Number(what[1]));
      else {
        walk(each);
        end();
      }
    }
  };
  walk(root);
  end();
  return found;
}

function paragraphs(node: Tree): string {
  return parts(node)
    .map((part) => (part.kind === "heading" ? `<p>${part.html}</p>` : part.html))
    .join("");
}

/** The words below `root` as the server would keep them. */
export function cleaned(root: Tree): string {
  return paragraphs(root);
}
