/** What was written before, a moment of typing at a time: tables and what was pasted too, which browsers' own undoing forgets. */

const PAUSE = 700;
const LONGEST = 4000;
const MOST = 100;

interface Moment {
  html: string;
  /** Letters before the cursor. */
  at: number;
}

export class Past {
  private moments: Moment[] = [];
  private here = 0;
  private began = 0;
  private last = 0;
  private wasTyping = false;

  constructor(private readonly box: HTMLElement) {
    this.begin();
  }

  /** What stands there now is the beginning. */
  begin(): void {
    this.moments = [{ html: this.box.innerHTML, at: 0 }];
    this.here = 0;
    this.wasTyping = false;
  }

  keep(isTyping: boolean): void {
    const html = this.box.innerHTML;
    if (html === this.moments[this.here]?.html) return;
    const now = Date.now();
    const goesOn = isTyping && this.wasTyping && now - this.last < PAUSE && now - this.began < LONGEST;
    const moment = { html, at: letters(this.box) };
    if (goesOn && this.here > 0 && this.here === this.moments.length - 1) this.moments[this.here] = moment;
    else {
      this.moments.splice(this.here + 1, Infinity, moment);
      if (this.moments.length > MOST) this.moments.shift();
      this.here = this.moments.length - 1;
      this.began = now;
    }
    this.last = now;
    this.wasTyping = isTyping;
  }

  /** One moment back (-1) or forth (1); false where there is none. */
  step(by: 1 | -1): boolean {
    const moment = this.moments[this.here + by];
    if (!moment) return false;
    const at = by < 0 ? Math.min(moment.at || Infinity, this.moments[this.here]!.at) : moment.at;
    this.here += by;
    this.box.innerHTML = moment.html;
    put(this.box, at);
    this.wasTyping = false;
    return true;
  }
}

function letters(box: HTMLElement): number {
  const selection = document.getSelection();
  if (!selection?.rangeCount || !box.contains(selection.anchorNode)) return 0;
  const range = document.createRange();
  range.setStart(box, 0);
  range.setEnd(selection.getRangeAt(0).endContainer, selection.getRangeAt(0).endOffset);
  return range.toString().length;
}

function put(box: HTMLElement, at: number): void {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  range.selectNodeContents(box);
  range.collapse(false);
  let left = at;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left <= length) {
      range.setStart(node, left);
      range.collapse(true);
      break;
    }
    left -= length;
  }
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}
