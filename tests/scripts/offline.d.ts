// What the build hands to the worker, and what the worker and the page that switches it on and off tell each other.

/** `offline.json`: the digest of each file that may be kept, eight hexadecimal digits, by its path. */
type OfflineList = Record<string, string>;

/** What a page asks of the worker; to all but the first it answers with a `KeptState`. */
type OfflineMessage =
  /** Keep what a page has loaded. */
  | { do: "loaded"; addresses: string[] }
  /** Keep nothing any more. */
  | { do: "off" }
  /** Say what is kept. */
  | { do: "tell"; language: string }
  /** Keep the whole guide of a language, and say how it goes. */
  | { do: "whole"; language: string };

/** What is kept; `full` and `failed` when not all could be that the reader wanted. */
interface KeptState {
  state: "on" | "whole" | "failed" | "full";
  pages: number;
  papers: number;
}

/** How far the worker is. */
interface OfflineProgress {
  done: number;
  total: number;
}
