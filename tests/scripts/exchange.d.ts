// What passes between Python and the builder's scripts: from macros/filling/exchange.py, by `make schemas`.

export type Answer = string | TranslatedAnswer;

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

/** A box to tick, and the number of the object of its value. */
export interface BoxField {
  id: string;
  value: number;
  places: Array<BoxPlace>;
}

/** A place of a box: the number of its object, and what this holds, without its state and its end. */
export interface BoxPlace {
  widget: number;
  text: string;
}

/** Holds when this option of a choice, or this answer to a check or confirmation, was given. */
export interface Chosen {
  condition: "chosen";
  asked: string;
  option: string;
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
}

/** The language or languages in which a paper is printed; its value stands in the names of files. */
export type Edition = "fr" | "nl" | "fr-nl";

/** Holds when none of these fields has an answer, or none but zero. */
export interface Empty {
  condition: "empty";
  fields: Array<string>;
}

/** A font with more letters than forms hold, as the objects to add. */
export interface Extension {
  chars: string;
  widths: Array<number>;
  objects: Array<FontObject>;
}

/** A fault of a file of answers: where it is, and what. */
export interface Fault {
  /** Keys and places in lists, from the top of the file. */
  path: Array<string | number>;
  reason: Reason;
}

/** What is written in a blank. */
export type FieldKind = "line" | "lines" | "date" | "amount" | "phone" | "email";

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
}

/** An object of a font: its text, where `{n}` is the number of the nth object, and its stream in Base64, if any. */
export interface FontObject {
  text: string;
  packed?: string | undefined;
}

/** What all PDF forms share. */
export interface Fonts {
  /** The font of the fields, in the order of its codes from 32 on. */
  field: Letters;
  /** The font for texts that need other letters. */
  extension: Extension;
  /** That of the fields as it stands in every form, in Base64. */
  file: string;
}

/** What is to be known of a PDF form to fill it in. */
export interface Form {
  /** Where its table of objects starts, in bytes. */
  startxref: number;
  /** The number of the first object to add. */
  size: number;
  /** What a new table says again. */
  trailer: string;
  /** The first id of the file: 32 hexadecimal digits. */
  id: string;
  /** The number of the object of the font of its fields. */
  font: number;
  texts: Array<TextField>;
  boxes: Array<BoxField>;
}

/** The letters of a font, each with its width. */
export interface Letters {
  chars: string;
  widths: Array<number>;
}

/** What tells whether an entry has an answer: whether its box is ticked, or its placeholder is shown. */
export interface MarkSlot {
  entry: string;
  blank: string;
  answered: string;
}

/** Holds when one of these fields has one of these words in its answer; case and accents do not count. */
export interface Mentions {
  condition: "mentions";
  fields?: Array<string>;
  words: Array<string>;
}

/** A municipality that one may choose. */
export interface Municipality {
  fr: string;
  nl: string;
  /** Its postal codes. */
  codes: Array<string>;
  nis: string;
  edition: Edition;
  /** Its former names. */
  former?: Array<string>;
  /** What its file answers, if it has one. */
  known?: Record<string, Answer> | undefined;
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
}

/** A paper in an edition, to fill in. */
export interface Paper {
  /** Of its files, without the ending. */
  name: string;
  /** In which they stand in a ZIP file of several. */
  folder: string;
  /** How the page begins that says what such a file holds. */
  opening: string;
  /** What this page says of the paper, before the links to its files. */
  listing: string;
  /** `PaperParts` as JSON, compressed, in Base64. */
  parts: string;
  /** The PDF form before the font of its fields, in Base64. */
  before: string;
  after: string;
  form: Form;
}

/** The Word and the OpenDocument file of a paper. */
export interface PaperParts {
  docx: Parts;
  odt: Parts;
}

export type Part = string | Base64 | Array<Piece>;

export type Parts = Record<string, Part>;

export type Piece = string | TextSlot | MarkSlot;

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
  | "date"
  | "email"
  | "phone";

/** A warning beside a question while all its conditions hold. */
export interface Rule {
  id: string;
  beside: string;
  advice?: boolean;
  when: Array<Before | Chosen | Empty | Mentions | Same | Uneven>;
}

/** Holds when two fields have the same words in their answers; case and accents do not count. */
export interface Same {
  condition: "same";
  fields: [string, string];
}

/** Why a text of a PDF does not show as it was written. */
export interface Shortfall {
  entry: string;
  reason: "characters" | "length";
}

/** A field to write in. */
export interface TextField {
  id: string;
  /** The number of the object of its value. */
  value: number;
  /** Whether its text may have several. */
  lines: boolean;
  places: Array<TextPlace>;
}

/** A place of a text: the number of the object that draws it, and the size of its letters where there is room. */
export interface TextPlace {
  drawing: number;
  width: number;
  height: number;
  size: number;
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

/** An answer in each language, or in one. */
export interface TranslatedAnswer {
  fr?: string | undefined;
  nl?: string | undefined;
}

/** Holds when a paper of both languages has more lines of a field in one of them, and some in each. */
export interface Uneven {
  condition: "uneven";
  fields: [string];
}
