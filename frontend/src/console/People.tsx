/** Who is in the room: asked for while the list is open, and refreshed calmly. */

import { useEffect, useState } from "preact/hooks";
import { country, languageName, plural, t } from "../i18n";
import type { PeopleView, PersonLine, QualityCode } from "../protocol";
import { attempt, send } from "../room/commands";
import { line } from "../room/connection";
import { rights, stage, team, you } from "../room/store";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { Signal } from "../ui/Signal";
import { CommandButton } from "./CommandButton";
import { quality, role } from "./names";

const REFRESH_MS = 15_000;
const TYPING_MS = 300;
const BARS: Record<QualityCode, 1 | 2 | 3> = { good: 3, fair: 2, poor: 1 };
const EXTRA = [0, 25, 50, 100];

export function People() {
  const [search, setSearch] = useState("");
  const [list, setList] = useState<PeopleView | null>(null);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let stale = false;
    const ask = async () => {
      if (line.peek() !== "live") return;
      const outcome = await send({ type: "list_people", search: search.trim() });
      if (!stale && outcome.ok && outcome.data) setList(outcome.data as unknown as PeopleView);
    };
    const first = window.setTimeout(() => void ask(), list ? TYPING_MS : 0);
    const again = window.setInterval(() => void ask(), REFRESH_MS);
    return () => {
      stale = true;
      window.clearTimeout(first);
      window.clearInterval(again);
    };
  }, [search, asked]);

  const refresh = () => setAsked((times) => times + 1);
  return (
    <>
      <label class="sr" for="people-search">
        {t("Find a person or country")}
      </label>
      <input
        id="people-search"
        class="input"
        type="search"
        placeholder={t("Find a person or country")}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      {list === null ? (
        <div class="stack bones" role="status" aria-label={t("Loading")}>
          <span class="bone" />
          <span class="bone" />
          <span class="bone" />
        </div>
      ) : (
        <>
          <p class="hush" role="status">
            {plural(list.total, "{count} person", "{count} people")}
            {list.poor > 0 && ` · ${plural(list.poor, "{count} on a poor line", "{count} on a poor line")}`}
          </p>
          <ul class="list" role="list">
            {list.people.map((person) => (
              <Person key={person.person.id} entry={person} onChange={refresh} />
            ))}
          </ul>
          {list.people.length === 0 && <p class="empty">{t("Nobody here matches.")}</p>}
          {list.people.length < list.total && list.people.length > 0 && (
            <p class="hush">{t("Search to find the others.")}</p>
          )}
        </>
      )}
    </>
  );
}

function Person({ entry, onChange }: { entry: PersonLine; onChange: () => void }) {
  const { person } = entry;
  const facts = [country(person.country), languageName(entry.language)].filter(Boolean);
  const [open, setOpen] = useState(false);
  const may = mayDo(entry);
  if (entry.companions > 0) facts.push(plural(entry.companions, "with {count} other", "with {count} others"));
  return (
    <li class="middle person">
      <Face person={person} lead={entry.roles.length > 0} />
      <div class="grow">
        <p>
          <b>
            <bdi>{person.name}</bdi>
          </b>{" "}
          {entry.roles.map((code) => (
            <span key={code} class="badge accent">
              {role(code)}
            </span>
          ))}
        </p>
        <p class="hush">{facts.join(" · ")}</p>
        {(entry.muted || entry.extra_percent > 0) && (
          <p class="row tight">
            {entry.muted && <span class="badge warn">{t("Muted")}</span>}
            {entry.extra_percent > 0 && (
              <span class="badge">{t("{percent} % more time", { percent: entry.extra_percent })}</span>
            )}
          </p>
        )}
      </div>
      <span class="row tight hush">
        <Signal bars={BARS[entry.quality]} />
        <span class="sr">{t("Line:")}</span> {quality(entry.quality)}
      </span>
      {may.any && (
        <button
          type="button"
          class="btn small quiet square"
          aria-expanded={open}
          aria-label={t("More for {name}", { name: person.name })}
          onClick={() => setOpen(!open)}
        >
          <Icon name="more" />
        </button>
      )}
      {may.any && open && <More entry={entry} may={may} onChange={onChange} />}
    </li>
  );
}

/** What I may do about a person. */
function mayDo({ person, roles }: PersonLine) {
  const own = rights.value;
  const other = person.id !== you.value?.person.id;
  const presents = team.value.some(
    (member) => member.person.id === person.id && member.roles.some((code) => code !== "interpreter" && code !== "moderator"),
  );
  const mute = other && own.has("moderate") && roles.length === 0;
  const giveTime = other && own.has("host") && roles.length === 0;
  const hand = other && own.has("present") && presents && stage.value?.controller?.id !== person.id;
  return { mute, giveTime, hand, any: mute || giveTime || hand };
}

function More({ entry, may, onChange }: { entry: PersonLine; may: ReturnType<typeof mayDo>; onChange: () => void }) {
  const { person } = entry;
  return (
    <div class="stack more">
      {may.mute && (
        <CommandButton
          class="btn small"
          order={{ type: "mute_person", person: person.id, muted: !entry.muted }}
          onDone={onChange}
        >
          <Icon name="mute" /> {entry.muted ? t("Let them write again") : t("Mute: no more writing")}
        </CommandButton>
      )}
      {may.hand && (
        <CommandButton class="btn small" order={{ type: "hand_controls", person: person.id }} onDone={onChange}>
          {t("Hand over the controls")}
        </CommandButton>
      )}
      {may.giveTime && (
        <label class="field">
          <span class="label">{t("More time in timed questions")}</span>
          <select
            class="select"
            value={entry.extra_percent}
            onChange={(event) => {
              const percent = Number(event.currentTarget.value);
              void attempt({ type: "give_extra_time", person: person.id, percent }).then(onChange);
            }}
          >
            {[...new Set([...EXTRA, entry.extra_percent])].map((percent) => (
              <option key={percent} value={percent}>
                {percent === 0 ? t("No extra time") : t("{percent} % more time", { percent })}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
