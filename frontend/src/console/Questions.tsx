/** Questions to the trainers: those to approve, then by support, then what was answered. */

import { ago, country, direction, languageName, plural, t } from "../i18n";
import type { AskedStateCode, AskedView } from "../protocol";
import { useServerTime } from "../room/clock";
import { allQuestions, rights } from "../room/store";
import { Icon } from "../ui/Icon";
import { CommandButton } from "./CommandButton";

const RANK: Record<AskedStateCode, number> = { answering: 0, pending: 1, published: 2, answered: 3, declined: 4 };

function inTurn(list: readonly AskedView[]): AskedView[] {
  return [...list].sort((a, b) => RANK[a.state] - RANK[b.state] || b.votes - a.votes || a.asked_at - b.asked_at);
}

/** Questions that wait for somebody of the team. */
export function waitingQuestions(): number {
  return allQuestions.value.filter((view) => view.state === "pending" || view.state === "published").length;
}

export function Questions() {
  const list = inTurn(allQuestions.value);
  const open = list.filter((view) => view.state !== "answered" && view.state !== "declined");
  const answered = list.filter((view) => view.state === "answered");
  return (
    <>
      {open.length === 0 && (
        <div class="empty">
          <Icon name="ask" />
          <p>
            <b>{t("No questions now")}</b>
          </p>
          <p class="hush">{t("They appear here as people ask.")}</p>
        </div>
      )}
      <ul class="list" role="list">
        {open.map((view) => (
          <Question key={view.id} view={view} />
        ))}
      </ul>
      {answered.length > 0 && (
        <details class="drawer">
          <summary>
            <span>{plural(answered.length, "{count} answered", "{count} answered")}</span>
            <Icon name="down" />
          </summary>
          <ul class="list" role="list">
            {answered.map((view) => (
              <Question key={view.id} view={view} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Question({ view }: { view: AskedView }) {
  const now = useServerTime(30_000);
  const decide = (state: AskedStateCode) => ({ type: "decide_question", question: view.id, state }) as const;
  return (
    <li>
      <div class="grow stack snug">
        <p lang={view.lang} dir={direction(view.lang)}>
          {view.text}
        </p>
        <p class="hush row tight">
          {view.state === "pending" && <span class="badge warn">{t("To approve")}</span>}
          {view.state === "answering" && <span class="badge accent">{t("Being answered")}</span>}
          {view.votes > 0 && <b>{plural(view.votes, "{count} vote", "{count} votes")}</b>}
          <span>
            {[
              view.author?.name ?? t("Name hidden"),
              country(view.country),
              languageName(view.lang),
              ago(now - view.asked_at),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </p>
        {rights.value.has("moderate") && (
          <div class="row tight">
            {view.state === "pending" && (
              <>
                <CommandButton class="btn small" order={decide("published")}>
                  <Icon name="check" /> {t("Approve")}
                </CommandButton>
                <CommandButton class="btn small quiet" order={decide("declined")}>
                  {t("Decline")}
                </CommandButton>
              </>
            )}
            {view.state === "published" && (
              <>
                <CommandButton class="btn small" order={decide("answering")}>
                  {t("Answer live")}
                </CommandButton>
                <CommandButton class="btn small quiet" order={decide("answered")}>
                  {t("Mark answered")}
                </CommandButton>
                <CommandButton class="btn small quiet" order={decide("declined")}>
                  {t("Decline")}
                </CommandButton>
              </>
            )}
            {view.state === "answering" && (
              <>
                <CommandButton class="btn small" order={decide("answered")}>
                  <Icon name="check" /> {t("Mark answered")}
                </CommandButton>
                <CommandButton class="btn small quiet" order={decide("published")}>
                  {t("Back to the list")}
                </CommandButton>
              </>
            )}
            {view.state === "answered" && (
              <CommandButton class="btn small quiet" order={decide("published")}>
                {t("Back to the list")}
              </CommandButton>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
