/** The room as this person may see it: signals that the welcome fills and events replace, view by view. */

import { computed, signal, type Signal } from "@preact/signals";
import type {
  ActivityStateCode,
  ActivityView,
  AgendaItemView,
  AnswerResponse,
  AnyEvent,
  AskedView,
  CompanionView,
  HandView,
  Language,
  MessageView,
  NotesView,
  PersonView,
  ReactionCode,
  SittingView,
  StageView,
  Tally,
  TeamMemberView,
  Tick,
  Welcome,
  YouView,
} from "../protocol";
import { byId, put, without } from "./lists";
import type { Topic } from "./sequence";

export const you = signal<YouView | null>(null);
export const sitting = signal<SittingView | null>(null);
export const stage = signal<StageView | null>(null);
export const agenda = signal<AgendaItemView[]>([]);
export const activities = signal<ActivityView[]>([]);
export const questions = signal<AskedView[]>([]);
export const messages = signal<MessageView[]>([]);
export const team = signal<TeamMemberView[]>([]);

/** What only the team is sent; empty for everybody else. */
export const teamActivities = signal<ActivityView[]>([]);
export const teamQuestions = signal<AskedView[]>([]);
export const teamMessages = signal<MessageView[]>([]);
export const hands = signal<HandView[]>([]);
export const notes = signal<NotesView[]>([]);

/** What is this person's own. */
export const myAnswers = signal<Record<number, AnswerResponse>>({});
export const answeredIds = signal<number[]>([]);
export const myVotes = signal<number[]>([]);
export const myQuestions = signal<AskedView[]>([]);
export const myHand = signal<HandView | null>(null);
export const muted = signal(false);
export const extraPercent = signal(0);
export const companions = signal<CompanionView[]>([]);

/** The latest of what is coalesced. */
export const people = signal(0);
export const languages = signal<Partial<Record<Language, number>>>({});
export const handQueue = signal<number[]>([]);
export const handsWaiting = signal(0);
export const tallies = signal<Record<number, Tally>>({});
export const reactions = signal<Partial<Record<ReactionCode, number>>>({});

/** What one of the team did last to an activity; the team alone is told. */
export const activityDeed = signal<{ by: PersonView; before: ActivityStateCode; now: ActivityStateCode } | null>(null);

export const rights = computed(() => new Set(you.value?.rights ?? []));
/** Activities as the most that this person may see of each. */
export const allActivities = computed(() => {
  const found = new Map(activities.value.map((view) => [view.id, view]));
  for (const view of teamActivities.value) found.set(view.id, view);
  return [...found.values()].sort((a, b) => a.position - b.position || a.id - b.id);
});
/** Published questions and, for the team, those to approve. */
export const allQuestions = computed(() => {
  const found = new Map(questions.value.map((view) => [view.id, view]));
  for (const view of teamQuestions.value) if (!found.has(view.id)) found.set(view.id, view);
  return [...found.values()];
});
/** The deck's page as everybody sees it now; null without a deck. */
export const livePage = computed(() => (stage.value?.deck ? stage.value.page : null));

/** Take in a welcome: the whole state, or only who one is, when `missed` events follow. */
export function applyWelcome(welcome: Welcome): void {
  you.value = welcome.you;
  people.value = welcome.people;
  handQueue.value = welcome.hand_queue;
  handsWaiting.value = welcome.hand_queue.length;
  if (welcome.room) {
    const room = welcome.room;
    sitting.value = room.sitting;
    stage.value = room.stage;
    agenda.value = room.agenda;
    activities.value = room.activities;
    questions.value = room.questions;
    messages.value = room.messages;
    team.value = room.team;
    tallies.value = {};
  }
  const backstage = welcome.team;
  if (backstage || welcome.room) {
    teamActivities.value = backstage?.activities ?? [];
    teamQuestions.value = backstage?.questions ?? [];
    teamMessages.value = backstage?.messages ?? [];
    hands.value = backstage?.hands ?? [];
    notes.value = backstage?.notes ?? [];
  }
  const mine = welcome.mine;
  if (mine) {
    myAnswers.value = mine.answers;
    answeredIds.value = mine.answered;
    myVotes.value = mine.votes;
    myQuestions.value = mine.questions;
    myHand.value = mine.hand;
    muted.value = mine.muted;
    extraPercent.value = mine.extra_percent;
    companions.value = mine.companions;
  }
}

function replace<T extends { id: number }>(list: Signal<T[]>, view: T): void {
  list.value = put(list.value, view);
}

/** Take in a recorded event of a topic. */
export function applyEvent(topic: Topic, event: AnyEvent): void {
  switch (event.type) {
    case "stage.changed":
      stage.value = event.stage;
      return;
    case "agenda.changed":
      agenda.value = put(agenda.value, event.item).sort((a, b) => a.position - b.position);
      return;
    case "deck.changed":
      if (stage.value?.deck?.id === event.deck.id) stage.value = { ...stage.value, deck: event.deck };
      return;
    case "activity.changed":
      if (event.by) {
        const before = byId(allActivities.peek(), event.activity.id)?.state ?? "prepared";
        activityDeed.value = { by: event.by, before, now: event.activity.state };
      }
      return activityChanged(topic, event.activity);
    case "question.changed":
      return questionChanged(topic, event.question);
    case "question.removed":
      questions.value = without(questions.value, event.question);
      return;
    case "message.changed":
      return replace(topic === "team" ? teamMessages : messages, event.message);
    case "hand.changed":
      if (topic === "me") myHand.value = event.hand.state === "lowered" ? null : event.hand;
      else hands.value = handsWith(hands.value, event.hand);
      return;
    case "muted":
      muted.value = event.muted;
      return;
    case "extra_time.given":
      extraPercent.value = event.percent;
      return;
    case "companions.changed":
      companions.value = event.companions;
      return;
  }
}

function activityChanged(topic: Topic, view: ActivityView): void {
  const before = byId(allActivities.peek(), view.id);
  replace(topic === "team" ? teamActivities : activities, view);
  // Opened again: what was counted stands, but the tally of an earlier opening must not outlive a new one.
  if (view.state === "open" && before?.state === "prepared") {
    const { [view.id]: _gone, ...rest } = tallies.value;
    tallies.value = rest;
  }
}

function questionChanged(topic: Topic, view: AskedView): void {
  if (topic === "me") return replace(myQuestions, view);
  replace(topic === "team" ? teamQuestions : questions, view);
  if (myQuestions.value.some(({ id }) => id === view.id)) replace(myQuestions, view);
}

function handsWith(list: HandView[], hand: HandView): HandView[] {
  const others = list.filter(({ person }) => person.id !== hand.person.id);
  return hand.state === "lowered" ? others : [...others, hand].sort((a, b) => a.raised_at - b.raised_at);
}

/** Take in what changed since the last tick. */
export function applyTick(tick: Tick): void {
  for (const update of tick.updates) {
    switch (update.type) {
      case "tally":
        // The team is told twice, once with the figures and once without, as everybody is.
        tallies.value = {
          ...tallies.value,
          [update.activity]: { ...update, results: update.results ?? tallies.value[update.activity]?.results ?? null },
        };
        break;
      case "presence":
        people.value = update.people;
        languages.value = update.languages;
        break;
      case "hands":
        handQueue.value = update.queue;
        handsWaiting.value = update.waiting;
        break;
      case "votes": {
        const counted = (list: AskedView[]) =>
          list.map((view) => ({ ...view, votes: update.votes[view.id] ?? view.votes }));
        questions.value = counted(questions.value);
        teamQuestions.value = counted(teamQuestions.value);
        break;
      }
      case "reactions":
        reactions.value = update.counts;
        break;
    }
  }
}

/** The person's own answer was saved by the server. */
export function answerSaved(activity: number, response: AnswerResponse): void {
  myAnswers.value = { ...myAnswers.value, [activity]: response };
  if (!answeredIds.value.includes(activity)) answeredIds.value = [...answeredIds.value, activity];
}

/** The person's own support of a question was given or taken back. */
export function voteSaved(question: number, up: boolean): void {
  const others = myVotes.value.filter((id) => id !== question);
  myVotes.value = up ? [...others, question] : others;
}
