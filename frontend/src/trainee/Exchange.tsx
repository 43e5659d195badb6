import { signal } from "@preact/signals";
import { number, t } from "../i18n";
import { messages, questions } from "../room/store";
import { Tabs } from "../ui/Tabs";
import { Chat } from "./Chat";
import { Programme } from "./Programme";
import { Questions } from "./Questions";

type TabId = "questions" | "chat" | "programme";
const current = signal<TabId>("questions");
/** The last chat message that this person had before their eyes. */
const seenMessage = signal<number | null>(null);

/** Questions, chat and programme: one at a time, in one place. */
export function Exchange() {
  const last = messages.value[messages.value.length - 1]?.id ?? 0;
  if (seenMessage.value === null || current.value === "chat") seenMessage.value = last;
  const fresh = messages.value.filter(({ id, removed }) => id > (seenMessage.value ?? 0) && !removed).length;
  const open = questions.value.filter(({ state }) => state !== "answered").length;
  return (
    <section class="card flush" id="exchange" tabIndex={-1} aria-label={t("Exchange")}>
      <Tabs
        label={t("Exchange")}
        current={current.value}
        onChange={(id) => (current.value = id as TabId)}
        tabs={[
          {
            id: "questions",
            label: (
              <>
                {t("Questions")} {open > 0 && <span class="count">{number(open)}</span>}
              </>
            ),
            content: () => <Questions />,
            css: "tabpanel",
          },
          {
            id: "chat",
            label: (
              <>
                {t("Chat")}{" "}
                {fresh > 0 && (
                  <span class="count new">
                    {number(fresh)}
                    <span class="sr"> {t("new")}</span>
                  </span>
                )}
              </>
            ),
            content: () => <Chat />,
            css: "tabpanel",
          },
          { id: "programme", label: t("Programme"), content: () => <Programme />, css: "tabpanel flat" },
        ]}
      />
    </section>
  );
}
