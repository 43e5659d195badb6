import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  /** What the button shows. */
  button: ComponentChildren;
  css?: string;
  children: ComponentChildren;
}

/** A disclosure menu: Escape and a press elsewhere close it; Escape gives the focus back to its button. */
export function Menu({ button, css = "", children }: Props) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const own = menu.current;
      if (own?.open && !own.contains(event.target as Node)) own.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    event.stopPropagation();
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  return (
    <details class={`menu ${css}`} ref={menu} onKeyDown={onKeyDown}>
      <summary class="btn small">{button}</summary>
      <div class="sheet stack">{children}</div>
    </details>
  );
}
