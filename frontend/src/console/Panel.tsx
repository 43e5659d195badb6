/** The room beside the stage: results, hands, reactions, and four tabs. */

import { computed, effect, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { number, plural, t } from "../i18n";
import { messages, people, teamMessages, you } from "../room/store";
import { Tabs } from "../ui/Tabs";
import { Hands } from "./Hands";
import { People } from "./People";
import { Questions, waitingQuestions } from "./Questions";
import { Reactions } from "./Reactions";
import { ResultsCard } from "./ResultsCard";
import { Chat, Team } from "./Talk";

type TabId = "questions" | "people" | "team" | "chat";

const current = signal<TabId>("questions");
const readTeam = signal<number | null>(null);
const readRoom = signal<number | null>(null);

const others = (list: typeof messages.value, after: number | null) =>
  after === null ? 0 : list.filter(({ id, author }) => id > after && author.id !== you.value?.person.id).length;
const newTeam = computed(() => others(teamMessages.value, readTeam.value));
const newRoom = computed(() => others(messages.value, readRoom.value));

const last = (list: typeof messages.value) => Math.max(0, ...list.map(({ id }) => id));

// What was said before the console was opened is not new; what is on screen is read.
effect(() => {
  if (!you.value) return;
  if (readTeam.peek() === null || current.value === "team") readTeam.value = last(teamMessages.value);
  if (readRoom.peek() === null || current.value === "chat") readRoom.value = last(messages.value);
});

function Count({ value, fresh }: { value: number; fresh?: boolean }): ComponentChildren {
  if (value === 0) return null;
  return (
    <span class={fresh ? "count new" : "count"}>
      <span aria-hidden={fresh ? "true" : undefined}>{number(value)}</span>
      {fresh && <span class="sr">{plural(value, "{count} new", "{count} new")}</span>}
    </span>
  );
}

export function Panel() {
  return (
    <aside class="panel" aria-label={t("The room")}>
      <h2 class="sr">{t("The room")}</h2>
      <ResultsCard />
      <Hands />
      <section class="card flush">
        <Tabs
          label={t("The room")}
          current={current.value}
          onChange={(id) => (current.value = id as TabId)}
          tabs={[
            {
              id: "questions",
              css: "tabbody",
              label: (
                <>
                  {t("Questions")} <Count value={waitingQuestions()} fresh />
                </>
              ),
              content: () => <Questions />,
            },
            {
              id: "people",
              css: "tabbody",
              label: (
                <>
                  {t("People")} <Count value={people.value} />
                </>
              ),
              content: () => <People />,
            },
            {
              id: "team",
              css: "tabbody",
              label: (
                <>
                  {t("Team")} <Count value={newTeam.value} fresh />
                </>
              ),
              content: () => <Team />,
            },
            {
              id: "chat",
              css: "tabbody",
              label: (
                <>
                  {t("Chat")} <Count value={newRoom.value} fresh />
                </>
              ),
              content: () => <Chat />,
            },
          ]}
        />
      </section>
      <Reactions />
    </aside>
  );
}
