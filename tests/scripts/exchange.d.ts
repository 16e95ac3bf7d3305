// What passes between Python and the builder's scripts: from macros/filling/exchange.py, by `make schemas`.

export type Answer = string | TranslatedAnswer;

/** Holds when its field has a number alone, as "12" for a time, and no unit. */
export interface BareNumber {
  fields?: Array<string>;
  condition: "bare-number";
}

/** Bytes that are no text. */
export interface Base64 {
  base64: string;
}

/** Holds when the date in the first of two fields comes before that in the second, by more than so many days. */
export interface Before {
  condition: "before";
  fields: [string, string];
  days?: number;
}

/** Holds when this option of a choice, or this answer to a check or confirmation, was given. */
export interface Chosen {
  condition: "chosen";
  asked: string;
  option: string;
}

/** A day on which offices are closed, or some of them. */
export interface ClosedDay {
  name: string;
  /** Its month and day, as 07-21. */
  day?: string | undefined;
  /** How many days after Easter Sunday it comes. */
  after_easter?: number | undefined;
  community?: boolean;
}

/** All that the scripts know of what is asked. */
export interface Content {
  /** What a file of answers says that it is. */
  format: string;
  version: number;
  /** How long an answer may be, in units of UTF-16. */
  longest: number;
  /** In the order of the page. */
  questions: Array<Question>;
  rules: Array<Rule>;
  /** The ids of the questions of each document. */
  documents: Record<string, Array<string>>;
  /** The documents that are made only when they are named. */
  on_request: Array<string>;
  /** The ids of answers that are passed over. */
  former: Array<string>;
  /** Their names, by language. */
  months: Record<string, Array<string>>;
  /** Their names, by language, from Monday on. */
  weekdays: Record<string, Array<string>>;
  /** What stands for a count of one to four, by edition. */
  few: Record<string, string>;
  minutes: Minutes;
}

/** Holds when its field has an e-mail address that is none, as "an@example". */
export interface CutAddress {
  fields?: Array<string>;
  condition: "cut-address";
}

/** Holds when its field has a Belgian telephone number that lacks digits, as its 0, or has one too many. */
export interface CutNumber {
  fields?: Array<string>;
  condition: "cut-number";
}

/** Holds when its field has an hour from 5 to 9 in the morning, however written. */
export interface Early {
  fields?: Array<string>;
  condition: "early";
}

/** The language or languages in which a paper is printed; its value stands in the names of files. */
export type Edition = "fr" | "nl" | "fr-nl";

/** Holds when none of these fields has an answer, or none but zero. */
export interface Empty {
  condition: "empty";
  fields: Array<string>;
}

/** What a field that is left to fill in is called, and whether its text may have several lines. */
export interface EntryName {
  /** As a string of PDF: `(Date)`, `<556e6974e9>`; a character stands for a byte. */
  label: string;
  lines?: boolean;
  /** The choice of which its box is an option, when only one may be ticked. */
  choice?: string;
  /** That of the choice, as a string of PDF; empty where there is none. */
  question?: string;
  /** The entries in which one language says what this one says in both. */
  in_each?: EntryOfEach | undefined;
}

/** The ids of the entries in which a field is asked once for each language: `evening-on-fr`, `evening-on-nl`. */
export interface EntryOfEach {
  fr: string;
  nl: string;
}

/** A fault of a file of answers: where it is, and what. */
export interface Fault {
  /** Keys and places in lists, from the top of the file. */
  path: Array<string | number>;
  reason: Reason;
}

/** What is written in a blank. */
export type FieldKind = "line"
  | "lines"
  | "date"
  | "hour"
  | "amount"
  | "count"
  | "number"
  | "phone"
  | "email"
  | "signature";

/** A question that asks for a text. */
export interface FieldQuestion {
  id: string;
  /** Whether it may stay open. */
  optional: boolean;
  /** When it is asked at all. */
  given?: Chosen | undefined;
  ask: "field";
  kind: FieldKind;
  /** Whether its answer may be given in each language. */
  translated: boolean;
  /** The entries that it has beside its own in a paper of both languages, where each text says its answer in words. */
  in_each?: EntryOfEach | undefined;
  retold?: Array<Retelling>;
  options?: undefined;
}

/** The papers of a neighbourhood. */
export interface FilledPack {
  /** All of them as a ZIP file, in Base64. */
  archive: string;
  edition: Edition;
  /** The ids of the rules that warn. */
  warnings: Array<string>;
  shortfalls: Array<Shortfall>;
  /** The ids of the questions whose answer in words is not given in a language of this edition, by this language. */
  untranslated: Record<string, Array<string>>;
}

/** The letters of the font of fields, each with its width, and its file as it stands in every paper, in Base64. */
export interface Fonts {
  chars: string;
  widths: Array<number>;
  file: string;
}

/** Holds when its field says something, in some language of the papers, without any of these words. */
export interface Lacks {
  fields?: Array<string>;
  condition: "lacks";
  words: Array<string>;
}

/** A language of the guide, as the code used in addresses and in `lang` attributes (BCP 47). */
export type Language = "fr" | "nl";

/** Words or patterns in each language. */
export interface LanguagePair {
  fr: Array<string>;
  nl: Array<string>;
}

/** Something that a tag holds: by its piece, a mark in what it draws or one of its spots. */
export interface Mark {
  piece: number;
  mark?: number | undefined;
  spot?: number | undefined;
}

/** What tells whether an entry has an answer: whether its box is ticked, or its placeholder is shown. */
export interface MarkSlot {
  entry: string;
  blank: string;
  answered: string;
}

/** Holds when one of the fields has one of these words in its answer; case and accents do not count. */
export interface Mentions {
  fields?: Array<string>;
  condition: "mentions";
  words: Array<string>;
}

/** Whom a text is for: a report goes to the police, a message to the members. */
export type MessageForm = "report" | "message";

/** The text of a message to begin with. */
export interface MessageModel {
  id: string;
  fr: string;
  nl: string;
}

/** How long the form takes, as was measured. */
export interface Minutes {
  to_read: number;
  /** An answer takes so long to find and to type, by edition. */
  for_each: Record<string, number>;
}

/** A municipality that one may choose. */
export interface Municipality {
  fr: string;
  nl: string;
  /** Its postal codes. */
  codes: Array<string>;
  nis: string;
  edition: Edition;
  /** The names of its parts, and of the municipalities that it was merged from. */
  former?: Array<string>;
  /** What its file answers, if it has one. */
  known?: Record<string, Answer> | undefined;
}

/** Holds when its field has words without a year, or with one as 2072. */
export interface OddYear {
  fields?: Array<string>;
  condition: "odd-year";
}

/** A question that lets one choose. */
export interface OptionQuestion {
  id: string;
  /** Whether it may stay open. */
  optional: boolean;
  /** When it is asked at all. */
  given?: Chosen | undefined;
  ask: "choice" | "check" | "confirmation";
  options: Array<string>;
  /** The entry of the box of each option; a confirmation stands in no paper and has none. */
  entries: Record<string, string>;
}

/** Holds when the first of two numbers, of those who say yes, is not more than the second. */
export interface Outvoted {
  condition: "outvoted";
  fields: [string, string];
}

/** A paper in an edition, to fill in. */
export interface Paper {
  /** Of its files, without the ending. */
  name: string;
  /** In which they stand in a ZIP file of several. */
  folder: string;
  /** How the page begins that says what such a file holds, up to the name of the neighbourhood. */
  opening: string;
  /** What this page says of the paper, before the links to its files. */
  listing: string;
  /** The names of the formats that it has. */
  formats: Array<"pdf" | "docx" | "odt" | "pptx">;
  /** Whether it has a poster, which is worth a PDF file of its own on A3. */
  poster?: boolean;
  /** `PaperParts` as JSON, compressed, in Base64. */
  parts: string;
  /** Its PDF file before the font of its fields, in Base64. */
  before: string;
  after: string;
  /** `Pieces` as JSON, compressed, in Base64. */
  pieces: string;
}

/** The Word and the OpenDocument file of a paper, or the PowerPoint file of slides. */
export interface PaperParts {
  docx?: Parts | undefined;
  odt?: Parts | undefined;
  pptx?: Parts | undefined;
}

export type Part = string | Base64 | Array<Segment>;

/** A part of a file that is there with some answers only. */
export interface PartSlot {
  shown: Shown;
  segments: Array<Segment>;
}

export type Parts = Record<string, Part>;

/** Holds when the date in its field has passed, more than so many days ago. */
export interface Past {
  fields?: Array<string>;
  condition: "past";
  days?: number;
}

/** A paper in pieces, set anew with its answers, and what its file has beside its sheets. */
export interface Pieces {
  startxref: number;
  size: number;
  trailer: string;
  id: string;
  /** The number of the object that lists them. */
  sheets: number;
  tags: number;
  form: number;
  /** What all sheets share, as the text of an object that ends with its fonts. */
  resources: string;
  sheet: Sheet;
  /** The words around the numbers in `Page 1 sur 4`. */
  page_of: [string, string];
  head: string;
  foot: string;
  tree: Tag;
  roles: string;
  pieces: Array<SetPiece>;
  entries: Record<string, EntryName>;
}

/** All dates; the calendar file is empty when something is wrong. */
export interface Plan {
  dates: Array<PlannedDate>;
  faults: Array<PlanFault>;
  calendar: string;
}

/** What is wrong with a wish: the id of a step, or `name` or `time`. */
export interface PlanFault {
  id: string;
  text: string;
  /** Whether no date was given, which is no fault before one is asked for. */
  is_missing?: boolean;
}

/** A step with its date, as 2027-03-18, or none; and what is to be seen about it. */
export interface PlannedDate {
  id: string;
  /** That of the step, or of the wish that it still is. */
  title: string;
  date: string;
  /** The date in words. */
  text: string;
  /** How far from another step it was put; of a date of the reader, how far it was proposed. May be empty. */
  distance: string;
  is_own: boolean;
  /** Whether it waits for what has no date yet, or comes before it. */
  is_wished: boolean;
  notes: Array<string>;
  /** Whether one of the notes asks something of the reader. */
  is_to_check: boolean;
}

/** A step of the calendar, in the language of the page. */
export interface PlannedStep {
  id: string;
  title: string;
  /** What the entry of a calendar says of it after its distance, in lines. */
  told: string;
  /** Its proposed distance in words, or nothing. */
  term: string;
  /** The step before which it may not come: once that one has a date, it is counted so many days after it. */
  waits_for?: string | undefined;
  days_after_it?: number;
  waiting_term: string;
  /** Its title as long as it waits. */
  wished_title: string;
  /** The address of the page that says more. */
  page: string;
  /** The step from which so many days or months lead to it; from none for the evening, and where nobody knows. */
  counted_from?: string | undefined;
  days?: number;
  months?: number;
  /** Whether a working day is looked for before it, and not after. */
  latest?: boolean;
  starts_at?: string | undefined;
  minutes?: number;
  /** How many days before it a calendar reminds of it. */
  reminder?: number;
}

/** All that the scripts know of the calendar, in one language. */
export interface Planner {
  language: Language;
  /** In the order in which they should come. */
  steps: Array<PlannedStep>;
  closed_days: Array<ClosedDay>;
  /** Their names, by language. */
  months: Record<string, Array<string>>;
  /** Their names, by language, from Monday on. */
  weekdays: Record<string, Array<string>>;
  /** The phrases of the scripts by name, with their {places} unfilled. */
  words: Record<string, string>;
}

/** The point behind a blank: it goes where the answer has one itself, as "rue Haute." or "a.s.b.l.". */
export interface PointSlot {
  entry: string;
  point: ".";
}

export type Question = FieldQuestion | OptionQuestion;

export type Reason = "foreign"
  | "version"
  | "edition"
  | "list"
  | "listed"
  | "answers"
  | "question"
  | "option"
  | "translated"
  | "language"
  | "text"
  | "length"
  | "amount"
  | "count"
  | "date"
  | "email"
  | "hour"
  | "number"
  | "phone";

/** An entry that tells an answer again, behind others that it tells: nobody types one twice. */
export interface Retelling {
  entry: string;
  /** The words before it, by edition; none of a box, which any answer ticks. */
  before?: Record<string, string> | undefined;
}

/** Room for an answer: in a line of its own, in a cell, or in a frame that cannot grow. */
export interface RoomSpot {
  left: number;
  top: number;
  width: number;
  height: number;
  kind: "line" | "cell" | "framed";
  entry: string;
  rows: number;
  size: number;
  /** That of its label, when it is one. */
  language?: Language | undefined;
  /** Whether the lines of an answer follow each other in one, as on a slide. */
  flows?: boolean;
}

/** A warning beside a question while all its conditions hold. */
export interface Rule {
  id: string;
  beside: string;
  advice?: boolean;
  /** Those that it is about, if not about all that ask this. */
  documents?: Array<string>;
  when: Array<BareNumber
    | Before
    | Chosen
    | CutAddress
    | CutNumber
    | Early
    | Empty
    | Lacks
    | Mentions
    | OddYear
    | Outvoted
    | Past
    | Same
    | Unbalanced
    | Uneven
    | Unlike
    | Unlisted>;
}

export type Run = string | RunBlank;

/** A blank in a text: how wide it is without an answer, or 0 when it takes lines of its own, `rows` of them. */
export interface RunBlank {
  entry: string;
  width: number;
  rows: number;
}

/** Holds when two fields have the same words in their answers; case and accents do not count. */
export interface Same {
  condition: "same";
  fields: [string, string];
}

export type Segment = string | TextSlot | MarkSlot | PointSlot | PartSlot | TwinSlot;

/** A part of a paper, set, which moves up or down with what stands above it. */
export interface SetPiece {
  height: number;
  /** The least space above it, where something is above it. */
  above: number;
  below: number;
  /** 2 when it stays with what follows; 1 when it does so unless much of a sheet would stay empty. */
  sticky?: number;
  /** Whether it is a whole sheet, without margins, head and foot. */
  bare?: boolean;
  /** What follows starts on a new sheet; one that is not counted has no page number. */
  breaks?: "page" | "uncounted" | undefined;
  /** When it is there: all must hold. */
  shown?: Array<Shown>;
  /** How high it is where its label stands beside a short answer. */
  least?: number;
  /** When it is a row of a table: the places of the lines between its columns. */
  columns?: Array<number>;
  /** What is drawn, in the language of PDF; between two of them stands the number of a mark. */
  drawn: Array<string>;
  spots?: Array<Spot>;
}

/** The sheets of a paper: their size and margins, and where their head ends and their foot begins. */
export interface Sheet {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** From the top of the sheet to the foot of its head. */
  head: number;
  /** From the bottom of the sheet to the top of its foot. */
  foot: number;
  foot_height: number;
}

/** Why a text of a PDF does not show as it was written. */
export interface Shortfall {
  entry: string;
  reason: "characters" | "length";
}

/** When a part of a paper is there: with an answer to any of some entries, or with none to others, if named. */
export interface Shown {
  with_any: Array<string>;
  without: Array<string>;
}

export type Spot = TextSpot | RoomSpot | TickSpot;

/** A text in one language. */
export interface SpotText {
  language: Language;
  runs: Array<Run>;
}

/** A tag of PDF with what it holds; `more` is the rest of its dictionary. */
export interface Tag {
  tag: string;
  more?: string;
  holds: Array<Tag | Mark>;
}

/** Where the text of an entry stands: `blank` as long as there is none, else between `before` and `after`. */
export interface TextSlot {
  entry: string;
  blank: string;
  before: string;
  after: string;
  /** What stands for the end of a line in the text. */
  line: string;
}

/** A text with blanks, one language below the other; in the piece it takes one line, however long it is. */
export interface TextSpot {
  left: number;
  top: number;
  width: number;
  height: number;
  kind: "text";
  texts: Array<SpotText>;
  /** Of its letters, in hundredths of a point. */
  size: number;
  /** From line to line. */
  pitch: number;
  /** The same in a text with a blank, in which something is written by hand. */
  open_pitch: number;
  /** From a line down to one that is a blank and nothing else. */
  alone_pitch: number;
}

/** A box to tick. */
export interface TickSpot {
  left: number;
  top: number;
  width: number;
  height: number;
  kind: "tick";
  entry: string;
}

/** An answer in each language, or in one. */
export interface TranslatedAnswer {
  fr?: string | undefined;
  nl?: string | undefined;
}

/** An answer in the second language of a cell: it goes where the answer in the first is the same, as a number is. */
export interface TwinSlot {
  entry: string;
  /** The entry of the first. */
  twin: string;
  segments: Array<Segment>;
}

/** Holds when the numbers in all fields but the first do not make the first, as votes the ballots. */
export interface Unbalanced {
  condition: "unbalanced";
  fields: Array<string>;
}

/** Holds when a paper of both languages has more lines of a field in one of them, and some in each. */
export interface Uneven {
  condition: "uneven";
  fields: [string];
}

/** Holds when a paper of both languages has other hours, years, telephone numbers or addresses in one of them. */
export interface Unlike {
  fields?: Array<string>;
  condition: "unlike";
}

/** Holds when no municipality has the name in its field, in either language; case and accents do not count. */
export interface Unlisted {
  fields?: Array<string>;
  condition: "unlisted";
}

/** Words that patterns name together, each after the number, in base 36, of the letters it shares with the last. */
export interface WordList {
  id: string;
  fr: string;
  nl: string;
}

/** All that the scripts know of messages. */
export interface Wording {
  rules: Array<WordingRule>;
  words: Array<WordList>;
  models: Array<MessageModel>;
}

/** What a rule finds, where it lets words pass, and what may stand instead. */
export interface WordingRule {
  id: string;
  forms: Array<MessageForm>;
  instead?: TranslatedAnswer | undefined;
  whole_sentence?: Array<MessageForm>;
  silent_with?: LanguagePair | undefined;
  not_silent_with?: LanguagePair | undefined;
  calls?: boolean;
  keeps_in_report?: boolean;
  found: LanguagePair;
  unless: LanguagePair;
}
