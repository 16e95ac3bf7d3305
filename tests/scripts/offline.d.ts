// What the build hands to the worker and to the page that switches it on and off.

/** `offline.json`: the digest of each file that may be kept, eight hexadecimal digits, by its path. */
type OfflineList = Record<string, string>;
