// What the comparison uses of Node and of the engines, which are installed only when it is run.

/** A thing to find, as `_record` in `__main__.py` writes it to `records.json`. */
interface SearchRecord {
  address: string;
  title: string;
  words: string;
  headings: string;
  body: string;
  text: string;
  page: string;
  weight: number;
}

/** What a result of lunr shows; lunr itself keeps numbers only. */
type LunrShown = [address: string, title: string, page: string, text: string];

interface Window {
  /** The addresses of the best ten results. */
  search(text: string): Promise<string[]>;
}

declare const process: { argv: string[] };

declare module "node:fs" {
  export function mkdirSync(path: string, options: { recursive: boolean }): void;
  export function readFileSync(path: string, encoding: "utf8"): string;
  export function writeFileSync(path: string, content: string): void;
}

declare module "node:module" {
  export function createRequire(file: string): (name: string) => (to: typeof lunr) => void;
}

declare module "lunr" {
  export = lunr;
}

/** They add themselves to what they are given. */
declare module "lunr-languages/*" {
  const add: (to: typeof lunr) => void;
  export = add;
}

interface ImportMeta {
  url: string;
}

interface LunrIndex {
  query(build: (query: { term(word: string, options: object): void }) => void): { ref: string; score: number }[];
}

interface LunrBuilder {
  use(language: object): void;
  ref(name: string): void;
  field(name: string, options: { boost: number }): void;
  add(content: object, options: { boost: number }): void;
}

declare const lunr: {
  (build: (this: LunrBuilder) => void): LunrIndex;
  Index: { load(index: object): LunrIndex };
  Query: { wildcard: { TRAILING: number } };
  /** A language, by its code: to read it registers its functions. */
  [language: string]: object;
};

interface MiniSearchOptions {
  fields: string[];
  storeFields: string[];
  tokenize: (text: string) => string[];
  processTerm: (term: string) => string;
  searchOptions: {
    boost: Record<string, number>;
    prefix: (term: string) => boolean;
    fuzzy: (term: string) => number | false;
    boostDocument: (id: number, term: string, stored: SearchRecord) => number;
  };
}

declare class MiniSearchEngine {
  constructor(options: MiniSearchOptions);
  addAll(records: object[]): void;
  search(text: string): SearchRecord[];
  static loadJSON(json: string, options: MiniSearchOptions): MiniSearchEngine;
}

declare module "minisearch" {
  export default MiniSearchEngine;
}

declare module "*/minisearch.lib.js" {
  export default MiniSearchEngine;
}

declare module "*/www/minisearch.options.js" {
  export const options: MiniSearchOptions;
}

declare module "pagefind" {
  interface PagefindIndex {
    addCustomRecord(found: { url: string; content: string; language: string; meta: object }): Promise<void>;
    writeFiles(options: { outputPath: string }): Promise<void>;
  }
  export function createIndex(options: { forceLanguage: string }): Promise<{ index: PagefindIndex }>;
  export function close(): Promise<void>;
}

interface PagefindEngine {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  search(text: string): Promise<{ results: { data(): Promise<{ url: string }> }[] }>;
}

declare module "*/pagefind/pagefind.js" {
  export const options: PagefindEngine["options"];
  export const init: PagefindEngine["init"];
  export const search: PagefindEngine["search"];
}
