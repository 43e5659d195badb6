/** The page that everybody sees, and the bar that moves it. */

import { t } from "../i18n";
import { asAttendee } from "../room/place";
import { rights, stage, team, you } from "../room/store";
import { pageAt, stagePages } from "../trainee/slides";
import { Button } from "../ui/Button";
import { Face } from "../ui/Face";
import { Icon } from "../ui/Icon";
import { ShownIn } from "../ui/Local";
import { Menu } from "../ui/Menu";
import { CommandButton } from "./CommandButton";
import { showKeys } from "./Keys";
import { lastDeed, type Deed } from "./moves";
import { openPages } from "./PageGrid";
import { PageImage } from "./PageImage";

export function Stage() {
  const deck = stage.value?.deck ?? null;
  const page = stage.value?.page ?? 1;
  return (
    <div class="stage">
      {deck ? (
        <PageImage number={page} large />
      ) : (
        <div class="empty">
          <Icon name="slides" />
          <p>
            <b>{t("No slides on stage")}</b>
          </p>
          <p class="hush">{t("They come with the item of the agenda that has them.")}</p>
        </div>
      )}
    </div>
  );
}

export function StageBar() {
  const now = stage.value;
  if (!now) return null;
  const presents = rights.value.has("present") && now.state !== "ended";
  const lang = now.deck && pageAt(stagePages.value, now.page)?.lang;
  return (
    <div class="stagebar">
      {now.deck && (
        <div class="pager" role="group" aria-label={t("Slides")}>
          {presents && (
            <CommandButton
              class="btn small square"
              aria-label={t("Previous slide")}
              aria-keyshortcuts="P"
              disabled={now.page <= 1}
              order={() => ({ type: "turn_page", page: now.page - 1 })}
            >
              <Icon name="back" turns />
            </CommandButton>
          )}
          <button type="button" class="btn small quiet num" onClick={openPages}>
            <bdi aria-hidden="true">{t("{page} / {pages}", { page: now.page, pages: now.deck.page_count })}</bdi>
            <span class="sr">{t("Slide {page} of {pages}: all slides", { page: now.page, pages: now.deck.page_count })}</span>
          </button>
          {presents && (
            <CommandButton
              class="btn small square"
              aria-label={t("Next slide")}
              aria-keyshortcuts="N"
              disabled={now.page >= now.deck.page_count}
              order={() => ({ type: "turn_page", page: now.page + 1 })}
            >
              <Icon name="fore" turns />
            </CommandButton>
          )}
        </div>
      )}
      <More />
      {lang && <ShownIn lang={lang} />}
      <Leads />
      <Moved />
    </div>
  );
}

function deedWords(deed: Deed): string {
  const { name } = deed.by;
  switch (deed.did) {
    case "turned":
      return t("{name} moved to slide {page}", { name, page: deed.page });
    case "opened":
      return t("{name} opened the question", { name });
    case "closed":
      return t("{name} closed the question", { name });
    case "revealed":
      return t("{name} revealed the results", { name });
    case "hid":
      return t("{name} hid the results", { name });
  }
}

/** What another of the team did, with its undo: never a dialog. Steps back of an activity stand beside the action. */
function Moved() {
  const deed = lastDeed.value;
  return (
    <div class="speaker push" role="status">
      {deed && (
        <>
          <Face person={deed.by} lead small />
          <span>{deedWords(deed)}</span>
          {deed.did === "turned" && deed.from !== null && rights.value.has("present") && (
            <CommandButton class="btn small quiet" order={{ type: "turn_page", page: deed.from }}>
              {t("Back to {page}", { page: deed.from })}
            </CommandButton>
          )}
        </>
      )}
    </div>
  );
}

/** Who else has the controls. Anyone who presents may act all the same; this says who leads. */
function Leads() {
  const now = stage.value;
  const leader = now?.controller;
  if (!leader || now.state !== "live" || leader.id === you.value?.person.id) return null;
  return (
    <div class="speaker">
      <span class="hush">{t("{name} has the controls", { name: leader.name })}</span>
      {rights.value.has("present") && (
        <CommandButton class="btn small" order={{ type: "take_controls" }}>
          {t("Take controls")}
        </CommandButton>
      )}
    </div>
  );
}

/** What is wanted now and then: handing over, the attendees' view, the keys. */
function More() {
  const now = stage.value;
  const own = you.value?.person.id;
  const able =
    now?.state === "live" && rights.value.has("present")
      ? team.value.filter(
          ({ person, roles }) =>
            person.id !== own &&
            person.id !== now.controller?.id &&
            roles.some((code) => code === "host" || code === "co_host" || code === "presenter"),
        )
      : [];
  return (
    <Menu
      css="bare start"
      button={
        <>
          <Icon name="more" />
          <span class="sr">{t("More")}</span>
        </>
      }
    >
      {able.length > 0 && <p class="label">{t("Hand over the controls to")}</p>}
      {able.map(({ person }) => (
        <CommandButton key={person.id} class="btn small" order={{ type: "hand_controls", person: person.id }}>
          <bdi>{person.name}</bdi>
        </CommandButton>
      ))}
      {able.length > 0 && <hr />}
      <Button look="small quiet" icon="eye" onClick={() => (asAttendee.value = true)}>
        {t("See as attendee")}
      </Button>
      <Button look="small quiet" icon="key" keys="?" onClick={showKeys}>
        {t("Keys")}
      </Button>
    </Menu>
  );
}
