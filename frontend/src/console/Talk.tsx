/** Two chats of one make: the team's, backstage, and the room's, which is moderated here. */

import { useEffect, useRef, useState } from "preact/hooks";
import { direction, t, time } from "../i18n";
import type { MessageView, SetChat } from "../protocol";
import { attempt } from "../room/commands";
import { messages, rights, stage, teamMessages, you } from "../room/store";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { CommandButton } from "./CommandButton";
import { role } from "./names";

const LONGEST = 1000;
const SLOW = [0, 10, 30, 60, 120];

export function Team() {
  return (
    <>
      <p class="hush help row">
        <Icon name="lock" /> {t("Only trainers, interpreters and hosts see this.")}
      </p>
      <Said list={teamMessages.value} empty={t("No messages yet. Agree here on pace and order.")} />
      <Write channel="backstage" label={t("Message to the team")} placeholder={t("Write to the team")} />
    </>
  );
}

export function Chat() {
  return (
    <>
      {rights.value.has("moderate") && <Rules />}
      <Said list={messages.value} empty={t("No messages yet.")} />
      {stage.value?.chat_open === false && <p class="hush">{t("The chat is closed; attendees read only.")}</p>}
      <Write channel="room" label={t("Message to everybody")} placeholder={t("Write to everybody")} />
    </>
  );
}

function Said({ list, empty }: { list: readonly MessageView[]; empty: string }) {
  const end = useRef<HTMLDivElement>(null);
  const count = list.length;
  useEffect(() => {
    const box = end.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [count]);
  if (count === 0) return <p class="hush">{empty}</p>;
  const own = you.value?.person.id;
  return (
    <div class="talk" ref={end} tabIndex={0} role="log" aria-label={t("Messages")}>
      {list.map((message) => (
        <div key={message.id} class={message.author.id === own ? "said me" : "said"}>
          <Face person={message.author} lead={message.role !== null} />
          <header>
            <b>
              <bdi>{message.author.id === own ? t("You") : message.author.name}</bdi>
            </b>
            {message.role && message.author.id !== own && <span class="badge">{role(message.role)}</span>}
            <span class="hush num">{time(message.sent_at)}</span>
            {!message.removed && (message.author.id === own || rights.value.has("moderate")) && (
              <CommandButton
                class="btn small quiet square slim"
                aria-label={t("Remove the message of {name}", { name: message.author.name })}
                order={{ type: "remove_message", message: message.id }}
              >
                <Icon name="trash" />
              </CommandButton>
            )}
          </header>
          {message.removed ? (
            <div class="hush">{t("Removed")}</div>
          ) : (
            <div lang={message.lang} dir={direction(message.lang)}>
              {message.text}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function Write({ channel, label, placeholder }: { channel: "room" | "backstage"; label: string; placeholder: string }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    const said = text.trim();
    if (!said || busy) return;
    setBusy(true);
    const done = await attempt({ type: "say", channel, text: said });
    setBusy(false);
    if (done) setText("");
  };
  return (
    <form
      class="ask"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="grow">
        <label class="sr" for={`say-${channel}`}>
          {label}
        </label>
        <textarea
          id={`say-${channel}`}
          class="area"
          rows={1}
          dir="auto"
          maxLength={LONGEST}
          placeholder={placeholder}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
      </div>
      <button type="submit" class="btn square" aria-label={t("Send")} aria-busy={busy || undefined}>
        {!busy && <Icon name="send" turns />}
      </button>
    </form>
  );
}

/** Who may write and how fast, and whether questions wait for approval. */
function Rules() {
  const now = stage.value;
  if (!now) return null;
  const change = (part: Partial<Omit<SetChat, "id" | "type">>) =>
    void attempt({
      type: "set_chat",
      open: now.chat_open,
      slow_mode_seconds: now.slow_mode_seconds,
      moderate_questions: now.moderate_questions,
      ...part,
    });
  return (
    <details class="drawer">
      <summary>
        <span>{t("Rules of the chat")}</span>
        <Icon name="down" />
      </summary>
      <div class="stack tight">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={now.chat_open}
            onChange={(event) => change({ open: event.currentTarget.checked })}
          />{" "}
          {t("Attendees may write in the chat")}
        </label>
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={now.moderate_questions}
            onChange={(event) => change({ moderate_questions: event.currentTarget.checked })}
          />{" "}
          {t("Questions wait for approval")}
        </label>
        <label class="field">
          <span class="label">{t("Between two messages of one person")}</span>
          <select
            class="select"
            value={now.slow_mode_seconds}
            onChange={(event) => change({ slow_mode_seconds: Number(event.currentTarget.value) })}
          >
            {[...new Set([...SLOW, now.slow_mode_seconds])].map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? t("No wait") : t("{count} s", { count: seconds })}
              </option>
            ))}
          </select>
        </label>
      </div>
    </details>
  );
}
