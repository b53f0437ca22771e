/** What stands before the first line of the service worker: the server writes it. */
declare const VERSION: string;

/** `self` of a service worker, which TypeScript's library takes for any worker's. */
interface WorkerGlobalScope {
  readonly clients: Clients;
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof ServiceWorkerGlobalScopeEventMap>(
    type: K,
    listener: (event: ServiceWorkerGlobalScopeEventMap[K]) => unknown,
  ): void;
}
