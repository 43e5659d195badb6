import { useEffect, useRef } from "preact/hooks";
import { plural, t, time } from "../i18n";
import type { MessageView, RoleCode } from "../protocol";
import { useServerTime } from "../room/clock";
import { attempt } from "../room/commands";
import { messages, muted, rights, stage, you } from "../room/store";
import { Button } from "../ui/Button";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { tongue } from "../ui/Local";
import { Writing } from "./Writing";

const NEAR_PX = 60;

/** What is said to everybody, the newest at the end. */
export function Chat() {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = messages.value.length;
  useEffect(() => {
    const box = list.current;
    if (box && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [count]);
  return (
    <>
      {count === 0 && (
        <div class="empty">
          <Icon name="chat" />
          <p>
            <b>{t("No messages yet")}</b>
          </p>
          <p class="hush">{t("What you write here, everybody in the room can read.")}</p>
        </div>
      )}
      <div
        class="talk"
        ref={list}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("Messages")}
        hidden={count === 0}
        onScroll={({ currentTarget: box }) => (atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX)}
      >
        {messages.value.map((message) => (
          <Said key={message.id} message={message} />
        ))}
      </div>
      {stage.value?.state !== "ended" && <SayForm />}
    </>
  );
}

/** A role in the webinar, in a word without gender where the language allows. */
export function roleName(role: RoleCode): string {
  switch (role) {
    case "host":
      return t("Host");
    case "co_host":
      return t("Co-host");
    case "presenter":
      return t("Trainer");
    case "interpreter":
      return t("Interpreter");
    case "moderator":
      return t("Moderator");
  }
}

export function Said({ message }: { message: MessageView }) {
  const own = message.author.id === you.value?.person.id;
  const may = !message.removed && (own || rights.value.has("moderate"));
  return (
    <div class={`said${own ? " me" : ""}`}>
      <Face person={message.author} lead={message.role !== null} />
      <header>
        <b>{own ? t("You") : <bdi>{message.author.name}</bdi>}</b>
        {message.role && <span class="badge accent">{roleName(message.role)}</span>}
        <span class="hush">{time(message.sent_at)}</span>
        {may && (
          <Button look="small quiet square push" icon="trash" label={t("Remove this message")} onClick={() => void attempt({ type: "remove_message", message: message.id })} />
        )}
      </header>
      {message.removed ? <div class="hush">{t("This message was removed.")}</div> : <div {...tongue(message.lang)}>{message.text}</div>}
    </div>
  );
}

/** Seconds until this person may write again in slow mode. */
function useSlowness(): number {
  const now = useServerTime();
  const slow = stage.value?.slow_mode_seconds ?? 0;
  if (!slow || rights.value.has("moderate")) return 0;
  const mine = messages.value.filter(({ author }) => author.id === you.value?.person.id);
  const last = mine[mine.length - 1]?.sent_at ?? 0;
  return Math.max(0, Math.ceil(last + slow - now));
}

function SayForm() {
  const left = useSlowness();
  if (muted.value) return <p class="help above-2">{t("A moderator has stopped you from writing here.")}</p>;
  if (!stage.value?.chat_open) return <p class="help above-2">{t("The chat is closed at the moment.")}</p>;
  return (
    <Writing
      id="say"
      label={t("Your message")}
      placeholder={t("Write to everybody…")}
      button={t("Send the message")}
      order={(text) => ({ type: "say", channel: "room", text })}
      pause={left > 0 ? plural(left, "You can write again in {count} second.", "You can write again in {count} seconds.") : null}
      enterSends
    />
  );
}
