// What stands around the worker: the build writes its first line, and the browser runs it as a service worker.

/** A digest of all files that can be kept: eight hexadecimal digits. */
declare const BUILD: string;

/** `self` is one of these in a service worker; TypeScript takes it for any worker. */
interface WorkerGlobalScope {
  readonly clients: Clients;
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => unknown): void;
}

interface WorkerGlobalScopeEventMap {
  activate: ExtendableEvent;
  fetch: FetchEvent;
  install: ExtendableEvent;
}
