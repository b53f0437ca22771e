/**
 * The service worker: the whole app from this phone, whether there is a network or not.
 *
 * The server writes the line `const VERSION = "..."` before the first of these. One version is one
 * cache, filled from one answer or not at all, so two versions never mix. A newer one waits until
 * the guard takes it or every window of the older is closed.
 */

const CACHE = `segel ${VERSION}`;
const SCANNER = "segel scanner";
const SCANNER_FILES = "/static/vendor/zxing-wasm/";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname === "/jaga/" || address.pathname.startsWith("/static/")) {
    event.respondWith(answer(request, address.pathname));
  }
});

/** Unpack the app; what arrived damaged, not whole, or of two versions, is no version. */
async function install() {
  const [page, bytes] = await Promise.all([
    fetched("/jaga/", { cache: "reload" }),
    fetched(`/jaga/package/${VERSION}`).then((response) => response.arrayBuffer()),
  ]);
  const text = await page.clone().text();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== VERSION) throw new Error("package: damaged on its way");
  if (!text.includes(`data-version="${VERSION}"`)) throw new Error("page: of another version");
  const { files } = JSON.parse(new TextDecoder().decode(bytes));
  const cache = await caches.open(CACHE);
  const kept = Object.entries(files).map(([path, { type, text: script }]) =>
    cache.put(path, new Response(script, { headers: { "Content-Type": type } })),
  );
  await Promise.all([...kept, cache.put("/jaga/", page)]);
}

/** @type {(path: string, options?: RequestInit) => Promise<Response>} */
async function fetched(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("segel ") && ![CACHE, SCANNER].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** @type {(request: Request, path: string) => Promise<Response>} */
async function answer(request, path) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (kept !== undefined) return kept;
  return path.startsWith(SCANNER_FILES) ? scannerFile(request, path) : fetch(request);
}

/**
 * The reader of codes is large: it comes once, when it is first wanted, and stays.
 * @type {(request: Request, path: string) => Promise<Response>}
 */
async function scannerFile(request, path) {
  const cache = await caches.open(SCANNER);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(path, response.clone());
  return response;
}
