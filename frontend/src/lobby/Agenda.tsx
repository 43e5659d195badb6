import { plural, t, time } from "../i18n";
import type { AgendaItemView } from "../protocol";
import { agenda, sitting } from "../room/store";
import { beginnings } from "../trainee/Plan";
import { Local } from "../ui/Local";

function kindOf(kind: string): string {
  switch (kind) {
    case "quiz":
      return t("Quiz");
    case "poll":
      return t("Poll");
    case "discussion":
      return t("Discussion");
    default:
      return "";
  }
}

function facts(item: AgendaItemView): string {
  return [plural(item.planned_minutes, "{count} min", "{count} min"), kindOf(item.kind)].filter(Boolean).join(" · ");
}

/** What will happen, by the viewer's clock. */
export function Agenda() {
  const view = sitting.value;
  if (!view || !agenda.value.length) return null;
  const starts = beginnings(agenda.value, view.starts_at);
  return (
    <section class="card" aria-labelledby="agenda">
      <header>
        <h2 id="agenda">{t("What will happen")}</h2>
      </header>
      <ol class="steps" role="list">
        {agenda.value.map((item, index) => (
          <li key={item.id}>
            <time>{time(starts[index] ?? view.starts_at)}</time>
            <div>
              <b>
                <Local text={item.title} />
              </b>
              <p class="hush">{facts(item)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
