import { country, number, percent, t } from "../i18n";
import type { ActivityView } from "../protocol";
import { you } from "../room/store";
import { Track } from "../ui/Track";

/** Countries by their mean mark: those with five people and more. Persons are never ranked. */
export function BoardCard({ activity }: { activity: ActivityView }) {
  if (activity.state !== "revealed" || !activity.board.length) return null;
  const own = you.value?.person.country;
  const heading = `board-${activity.id}`;
  return (
    <section class="card" aria-labelledby={heading}>
      <header>
        <h3 id={heading}>{t("Results by country")}</h3>
        <span class="hush push">{t("Mean share of the points")}</span>
      </header>
      <ol class="results" role="list">
        {activity.board.map((mark, index) => (
          <li key={mark.country} class={`top${mark.country === own ? " mine" : ""}`}>
            <span>
              {number(index + 1)} · {country(mark.country)} {mark.country === own && <span class="badge accent">{t("Your country")}</span>}
            </span>
            <b class="num">{percent(mark.mean / 100)}</b>
            <Track share={mark.mean / 100} />
          </li>
        ))}
      </ol>
      <p class="help above-3">{t("A country with fewer than five people is not shown.")}</p>
    </section>
  );
}
