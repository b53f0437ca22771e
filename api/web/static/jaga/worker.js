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

/** Take the app and its page; what is not of this version, or not whole, is no version. */
async function install() {
  const [page] = await Promise.all([fetched("/jaga/", { cache: "reload" }), unpack()]);
  const text = await page.clone().text();
  if (!text.includes(`data-version="${VERSION}"`)) throw new Error("page: of another version");
  await (await caches.open(CACHE)).put("/jaga/", page);
}

/** Put the package's files where the browser will look for them. */
async function unpack() {
  const bytes = await (await fetched(`/jaga/package/${VERSION}`)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== VERSION) throw new Error("package: damaged on its way");
  const [, ...files] = new TextDecoder().decode(bytes).split("\0");
  const cache = await caches.open(CACHE);
  const kept = files.map((file) => {
    const end = file.indexOf("\n");
    const path = `/static${file.slice(0, end)}`;
    const headers = { "Content-Type": path.endsWith(".svg") ? "image/svg+xml" : "text/javascript" };
    return cache.put(path, new Response(file.slice(end + 1), { headers }));
  });
  await Promise.all(kept);
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
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
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
