// Generated from webinars/protocol. Do not edit: run `make protocol`.

export type Language = "en" | "fr" | "ru" | "es" | "pt" | "ar";
export type RoleCode = "host" | "co_host" | "presenter" | "interpreter" | "moderator";
export type RightCode = "see" | "enter" | "backstage" | "present" | "moderate" | "host" | "edit" | "see_attendance" | "correct_attendance";
export type QuestionKindCode = "single" | "multiple" | "scale" | "ranking" | "numeric" | "open_text" | "word_cloud";
export type ActivityKindCode = "poll" | "quiz" | "discussion";
export type ActivityStateCode = "prepared" | "open" | "closed" | "revealed";
export type AskedStateCode = "pending" | "published" | "answering" | "answered" | "declined";
export type ReactionCode = "agree" | "well_done" | "not_clear" | "too_fast";
export type QualityCode = "good" | "fair" | "poor";

/** A text in several languages. On the wire: `{"text", "lang"}` in the reader's language, or the fallback's. */
export interface LocalText {
  text: string;
  lang: Language;
}

/** A person as others in the room see them. `country` is ISO 3166-1 alpha-2 or empty. */
export interface PersonView {
  id: number;
  name: string;
  initials: string;
  country: string;
}

/**
 * A response. Which field is used depends on the question's kind; the others are left out.
 *
 * `choices`: ids (single: one; multiple: any order; ranking: all of them, best first). `number`: scale and numeric.
 * `text`: open text and discussion. `words`: word cloud.
 */
export interface AnswerResponse {
  choices?: number[] | null;
  number?: number | null;
  text?: string | null;
  words?: string[] | null;
}

/**
 * One page of a deck: two images, and the page's own text as their alternative.
 *
 * `lang` is the language it is in: the reader's, or the fallback's where theirs has no such page.
 */
export interface PageView {
  position: number;
  lang: Language;
  small: string;
  large: string;
  width: number;
  height: number;
  text: string;
}

/** What `DeckView.pages_url` answers over HTTP: every position that exists, in order. */
export interface PagesView {
  deck: number;
  page_count: number;
  pages: PageView[];
}

/** A deck: how many pages, and the languages it exists in. Pages are fetched by `pages_url` + `?language=`. */
export interface DeckView {
  id: number;
  title: LocalText;
  page_count: number;
  languages: Language[];
  pages_url: string;
}

/** What everybody sees. `by` is who turned the page last; `controller` who has the controls. */
export interface StageView {
  state: string;
  live_from: number | null;
  live_until: number | null;
  current_item: number | null;
  deck: DeckView | null;
  page: number;
  by: PersonView | null;
  controller: PersonView | null;
  chat_open: boolean;
  slow_mode_seconds: number;
  moderate_questions: boolean;
}

export interface AgendaItemView {
  id: number;
  position: number;
  kind: string;
  title: LocalText;
  planned_minutes: number;
  started_at: number | null;
  ended_at: number | null;
  deck: number | null;
}

/** `is_right` and `feedback` come with the reveal; to the team always. */
export interface ChoiceView {
  id: number;
  text: LocalText;
  is_right: boolean | null;
  feedback: LocalText | null;
}

/**
 * `explanation`, `key_number` and `tolerance` come with the reveal; to the team always.
 *
 * A number is right within `tolerance` of `key_number`.
 */
export interface QuestionView {
  kind: QuestionKindCode;
  text: LocalText;
  choices: ChoiceView[];
  low: number | null;
  high: number | null;
  low_label: LocalText | null;
  high_label: LocalText | null;
  max_choices: number | null;
  has_key: boolean;
  explanation: LocalText | null;
  key_number: number | null;
  tolerance: number | null;
}

/** `count`: people who chose it; in a ranking, who put it first. `mean_rank`: 1 is best. */
export interface ChoiceCount {
  id: number;
  count: number;
  mean_rank: number | null;
}

/** Scale: a value; numeric: a bin from `value` to `until`. */
export interface ValueCount {
  value: number;
  until: number | null;
  count: number;
}

export interface WordCount {
  word: string;
  count: number;
}

/** An open answer. `lang` is the language its writer was reading in. */
export interface TextView {
  text: string;
  lang: Language;
}

/** Figures of an activity. Shares are of `answered`, which counts people, never ticks. */
export interface ResultsView {
  answered: number;
  choices: ChoiceCount[];
  values: ValueCount[];
  mean: number | null;
  median: number | null;
  words: WordCount[];
  texts: TextView[];
}

/** A line of a live quiz's board: countries with five people and more. `mean`: percent of the marks to be had. */
export interface CountryMark {
  country: string;
  people: number;
  mean: number;
}

/**
 * An activity. `of` is the number of questions of its quiz, `position` the place among them.
 *
 * `answered` counts people. `results` are there once revealed, or while open with `live_results`; the team always
 * has them. `board` is there once revealed. `speed_points`: half of the points are for speed.
 */
export interface ActivityView {
  id: number;
  kind: ActivityKindCode;
  state: ActivityStateCode;
  agenda_item: number | null;
  question: QuestionView;
  quiz: number | null;
  quiz_title: LocalText | null;
  position: number;
  of: number;
  anonymous: boolean;
  live_results: boolean;
  speed_points: boolean;
  seconds: number | null;
  opened_at: number | null;
  closes_at: number | null;
  answered: number;
  results: ResultsView | null;
  board: CountryMark[];
}

/** A question to the trainers. `author` is null when the name is hidden; the team sees it in neither case. */
export interface AskedView {
  id: number;
  text: string;
  lang: Language;
  author: PersonView | null;
  country: string;
  state: AskedStateCode;
  votes: number;
  asked_at: number;
}

/** A chat message. A removed one has no text. */
export interface MessageView {
  id: number;
  channel: string;
  author: PersonView;
  role: RoleCode | null;
  text: string;
  lang: Language;
  sent_at: number;
  removed: boolean;
}

export interface HandView {
  person: PersonView;
  language: Language;
  state: string;
  raised_at: number;
}

export interface CompanionView {
  id: number;
  name: string;
  country: string;
}

/** One's own standing in a live quiz. `mark` and `max_mark` in points, over the questions revealed so far. */
export interface StandingView {
  quiz: number;
  mark: number;
  max_mark: number;
  right: number;
  questions: number;
}

export interface TeamMemberView {
  person: PersonView;
  roles: RoleCode[];
  spoken_language: string;
}

/** A line of the people list. `companions`: how many more are at the same screen. */
export interface PersonLine {
  person: PersonView;
  language: Language;
  quality: QualityCode;
  roles: RoleCode[];
  companions: number;
  muted: boolean;
  extra_percent: number;
}

export interface PeopleView {
  people: PersonLine[];
  total: number;
  poor: number;
}

/**
 * What is this person's own: nobody else is sent it.
 *
 * `questions`: those that the room does not see, because they wait for approval or were declined.
 */
export interface MineView {
  answers: Record<number, AnswerResponse>;
  answered: number[];
  votes: number[];
  questions: AskedView[];
  hand: HandView | null;
  muted: boolean;
  extra_percent: number;
  companions: CompanionView[];
}

export interface YouView {
  person: PersonView;
  language: Language;
  roles: RoleCode[];
  rights: RightCode[];
}

export interface SittingView {
  webinar: LocalText;
  webinar_slug: string;
  description: LocalText;
  region: LocalText | null;
  position: number;
  of: number;
  starts_at: number;
  ends_at: number;
  time_zone: string;
  is_rehearsal: boolean;
}

/** The whole room, as everybody in it may see it. */
export interface RoomView {
  id: number;
  sitting: SittingView;
  stage: StageView;
  agenda: AgendaItemView[];
  activities: ActivityView[];
  questions: AskedView[];
  messages: MessageView[];
  team: TeamMemberView[];
}

export interface NotesView {
  item: number;
  notes: string;
}

/** What only the team sees: prepared activities, questions to approve, team chat, hands, notes. */
export interface TeamRoomView {
  activities: ActivityView[];
  questions: AskedView[];
  messages: MessageView[];
  hands: HandView[];
  notes: NotesView[];
}

/** The first message of a connection. `seen` holds the last `seq` of each topic, when coming back. */
export interface Join {
  id: string;
  type: "join";
  language: Language;
  seen?: Partial<Record<"room" | "team" | "me", number>>;
}

/** Every 10 s. `tick`: the last tick seen. `rtt_ms`: measured round trip, for the people list. */
export interface Heartbeat {
  id: string;
  type: "heartbeat";
  tick: number;
  rtt_ms?: number | null;
}

/** Read the room in another language from now on; answered by a new `welcome`. */
export interface SetLanguage {
  id: string;
  type: "set_language";
  language: Language;
}

/**
 * Answer an open activity, or change one's answer while it is open.
 *
 * A timed one takes answers until `closes_at` (later by their percent for people with extra time) and 2 s more for the
 * wire; what counts is when the answer reached the server.
 */
export interface GiveAnswer {
  id: string;
  type: "give_answer";
  activity: number;
  response: AnswerResponse;
}

/** One's own standing in a live quiz: `done.data` is a `StandingView`. */
export interface GetStanding {
  id: string;
  type: "get_standing";
  quiz: number;
}

/** Put a question to the trainers. */
export interface Ask {
  id: string;
  type: "ask";
  text: string;
  hide_name?: boolean;
}

/** Support a published question, or take the support back. */
export interface VoteQuestion {
  id: string;
  type: "vote_question";
  question: number;
  up: boolean;
}

/** Approve, decline, answer live, or mark answered. Right: moderate. */
export interface DecideQuestion {
  id: string;
  type: "decide_question";
  question: number;
  state: AskedStateCode;
}

/** Write into the chat of the room, or of the team (right: backstage). */
export interface Say {
  id: string;
  type: "say";
  channel?: "room" | "backstage";
  text: string;
}

/** Take a chat message off every screen. One's own, or with the right: moderate. */
export interface RemoveMessage {
  id: string;
  type: "remove_message";
  message: number;
}

/** Stop a person from writing, or let them again. Right: moderate. */
export interface MutePerson {
  id: string;
  type: "mute_person";
  person: number;
  muted: boolean;
}

/** Open or close the chat; slow mode in seconds; whether questions wait for approval. Right: moderate. */
export interface SetChat {
  id: string;
  type: "set_chat";
  open: boolean;
  slow_mode_seconds: number;
  moderate_questions: boolean;
}

export interface RaiseHand {
  id: string;
  type: "raise_hand";
}

/** One's own; another person's with the right: moderate. */
export interface LowerHand {
  id: string;
  type: "lower_hand";
  person?: number | null;
}

/** Right: moderate. */
export interface LowerAllHands {
  id: string;
  type: "lower_all_hands";
}

/** Right: moderate. */
export interface GiveFloor {
  id: string;
  type: "give_floor";
  person: number;
}

/** Counted, never stored; the team sees the counts. */
export interface React {
  id: string;
  type: "react";
  reaction: ReactionCode;
}

/** Right: host. */
export interface StartSitting {
  id: string;
  type: "start_sitting";
}

/** Ends it for everybody: open activities close first. Right: host. */
export interface EndSitting {
  id: string;
  type: "end_sitting";
}

/** Make an agenda item the current one; the one before ends. Its deck comes on stage. Right: present. */
export interface StartItem {
  id: string;
  type: "start_item";
  item: number;
}

/** Move everyone to a page; `deck` when it changes too. Right: present. */
export interface TurnPage {
  id: string;
  type: "turn_page";
  page: number;
  deck?: number | null;
}

/** Make a poll or discussion point on the spot, in the language of the one who makes it. Right: present. */
export interface PrepareActivity {
  id: string;
  type: "prepare_activity";
  kind: "poll" | "discussion";
  question_kind: QuestionKindCode;
  text: string;
  choices?: string[];
  low?: number;
  high?: number;
  anonymous?: boolean;
  live_results?: boolean;
  seconds?: number | null;
}

/** Open, or open again. Right: present. */
export interface OpenActivity {
  id: string;
  type: "open_activity";
  activity: number;
}

/** No answer is taken after it. Right: present. */
export interface CloseActivity {
  id: string;
  type: "close_activity";
  activity: number;
}

/** Everyone sees the results. Right: present. */
export interface RevealActivity {
  id: string;
  type: "reveal_activity";
  activity: number;
}

/** Take the results off the screens again. Right: present. */
export interface HideActivity {
  id: string;
  type: "hide_activity";
  activity: number;
}

/** Right: present. */
export interface TakeControls {
  id: string;
  type: "take_controls";
}

/** Hand the controls to another of the team. Right: present. */
export interface HandControls {
  id: string;
  type: "hand_controls";
  person: number;
}

/** More time for a person in timed questions; 0 takes it back. Right: host. */
export interface GiveExtraTime {
  id: string;
  type: "give_extra_time";
  person: number;
  percent: number;
}

/** Somebody at the same screen: by e-mail address when they have an account, else by name with an administration. */
export interface AddCompanion {
  id: string;
  type: "add_companion";
  email?: string;
  name?: string;
  country?: string;
}

export interface RemoveCompanion {
  id: string;
  type: "remove_companion";
  companion: number;
}

/** Who is in the room: `done.data` is a `PeopleView`. Right: backstage. */
export interface ListPeople {
  id: string;
  type: "list_people";
  search?: string;
}

export interface StageChanged {
  type: "stage.changed";
  stage: StageView;
}

export interface AgendaChanged {
  type: "agenda.changed";
  item: AgendaItemView;
}

/** Another language version of a deck became ready. */
export interface DeckChanged {
  type: "deck.changed";
  deck: DeckView;
}

/** To the room once it was opened; to the team in every state. `by`: who did it, for the team only. */
export interface ActivityChanged {
  type: "activity.changed";
  activity: ActivityView;
  by: PersonView | null;
}

export interface QuestionChanged {
  type: "question.changed";
  question: AskedView;
}

/** It was declined, or sent back to wait: the room no longer sees it. */
export interface QuestionRemoved {
  type: "question.removed";
  question: number;
}

export interface MessageChanged {
  type: "message.changed";
  message: MessageView;
}

/** To the team, and to the person whose hand it is. */
export interface HandChanged {
  type: "hand.changed";
  hand: HandView;
}

/** To the person. */
export interface Muted {
  type: "muted";
  muted: boolean;
}

/** To the person. */
export interface ExtraTimeGiven {
  type: "extra_time.given";
  percent: number;
}

/** To the person at whose screen they are. */
export interface CompanionsChanged {
  type: "companions.changed";
  companions: CompanionView[];
}

/** The envelope of a recorded event. */
export interface Recorded {
  topic: "room" | "team" | "me";
  seq: number;
  event: StageChanged | AgendaChanged | DeckChanged | ActivityChanged | QuestionChanged | QuestionRemoved | MessageChanged | HandChanged | Muted | ExtraTimeGiven | CompanionsChanged;
}

/** How many answered, of how many `present` without the team; `results` for those who may see them now. */
export interface Tally {
  type: "tally";
  activity: number;
  answered: number;
  present: number;
  results: ResultsView | null;
}

/** How many people are connected, by the language they read. */
export interface Presence {
  type: "presence";
  people: number;
  languages: Partial<Record<Language, number>>;
}

/** Persons in the order of the queue, the first 100; `waiting` counts all. */
export interface Hands {
  type: "hands";
  queue: number[];
  waiting: number;
}

/** Support of published questions that changed. */
export interface Votes {
  type: "votes";
  votes: Record<number, number>;
}

/** Reactions of the last tick, to the team. */
export interface Reactions {
  type: "reactions";
  counts: Partial<Record<ReactionCode, number>>;
}

/** The envelope of ephemeral updates: what changed since the last one. */
export interface Tick {
  type: "tick";
  tick: number;
  updates: (Tally | Presence | Hands | Votes | Reactions)[];
}

/**
 * The answer to `join`. With `missed` set, the client keeps its state and applies those events; else it takes
 * `room`, `team` and `mine` as the whole state. `now` is the server's clock.
 */
export interface Welcome {
  type: "welcome";
  id: string;
  now: number;
  you: YouView;
  seqs: Partial<Record<"room" | "team" | "me", number>>;
  people: number;
  hand_queue: number[];
  room: RoomView | null;
  team: TeamRoomView | null;
  mine: MineView | null;
  missed: Recorded[] | null;
}

/** Admission is paced: the welcome comes in about `seconds`. Nothing needs doing. */
export interface Wait {
  type: "wait";
  seconds: number;
}

/** The answer to `heartbeat`. */
export interface Pulse {
  type: "pulse";
  id: string;
  now: number;
}

/** The command was carried out, and what it changed is on disk. */
export interface Done {
  type: "done";
  id: string;
  data: Record<string, unknown> | null;
}

/** The command was not carried out. `code` says why; the list of codes is below. `data` has its numbers. */
export interface Refused {
  type: "refused";
  id: string | null;
  code: string;
  data: Record<string, unknown>;
}

export type AnyCommand =
  | Join
  | Heartbeat
  | SetLanguage
  | GiveAnswer
  | GetStanding
  | Ask
  | VoteQuestion
  | DecideQuestion
  | Say
  | RemoveMessage
  | MutePerson
  | SetChat
  | RaiseHand
  | LowerHand
  | LowerAllHands
  | GiveFloor
  | React
  | StartSitting
  | EndSitting
  | StartItem
  | TurnPage
  | PrepareActivity
  | OpenActivity
  | CloseActivity
  | RevealActivity
  | HideActivity
  | TakeControls
  | HandControls
  | GiveExtraTime
  | AddCompanion
  | RemoveCompanion
  | ListPeople;

export type AnyEvent =
  | StageChanged
  | AgendaChanged
  | DeckChanged
  | ActivityChanged
  | QuestionChanged
  | QuestionRemoved
  | MessageChanged
  | HandChanged
  | Muted
  | ExtraTimeGiven
  | CompanionsChanged;

export type AnyUpdate =
  | Tally
  | Presence
  | Hands
  | Votes
  | Reactions;

export type FromServer =
  | Recorded
  | Tick
  | Welcome
  | Wait
  | Pulse
  | Done
  | Refused;
