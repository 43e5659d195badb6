import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { direction } from "../i18n";

export interface Tab {
  id: string;
  label: ComponentChildren;
  content: () => ComponentChildren;
  /** The panel's own class, for its padding. */
  css?: string;
}

interface Props {
  label: string;
  tabs: Tab[];
  current: string;
  onChange: (id: string) => void;
}

/** Where an arrow key leads in a row of `count`, following the eye; null for any other key. */
export function arrow(key: string, at: number, count: number): number | null {
  const forward = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = direction() === "rtl" ? "ArrowRight" : "ArrowLeft";
  if (key === forward) return (at + 1) % count;
  if (key === backward) return (at + count - 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

/** Tabs by the ARIA practice: arrows move and show, Tab leads into the panel. */
export function Tabs({ label, tabs, current, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(0, tabs.findIndex(({ id }) => id === current));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = arrow(event.key, at, tabs.length);
    if (next === null) return;
    event.preventDefault();
    onChange(tabs[next]!.id);
    list.current?.querySelectorAll<HTMLButtonElement>("[role=tab]")[next]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            class="tab"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={index === at ? "true" : "false"}
            aria-controls={`panel-${tab.id}`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab, index) => (
        <div
          key={tab.id}
          class={tab.css}
          role="tabpanel"
          id={`panel-${tab.id}`}
          aria-labelledby={`tab-${tab.id}`}
          hidden={index !== at}
        >
          {index === at && tab.content()}
        </div>
      ))}
    </>
  );
}
