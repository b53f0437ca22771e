/* The first steps, inside the document, as a request more costs two seconds on a slow network. */
const boot = document.getElementById("boot");
const policy = globalThis.trustedTypes?.createPolicy("boot", { createScriptURL: (path) => path });
const trusted = (path) => policy?.createScriptURL(path) ?? path;
const { version } = document.documentElement.dataset;

function tell(id) {
  boot.className = "note";
  boot.textContent = id;
}

async function isReady(container) {
  const registration = await container.register(trusted("/jaga/worker.js"), {
    scope: "/jaga/",
    updateViaCache: "none",
  });
  if (container.controller !== null || registration.active !== null) return;
  const worker = registration.installing ?? registration.waiting;
  await new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("redundant"));
    });
    if (worker.state === "activated") resolve();
  });
}

async function start() {
  const container = navigator.serviceWorker;
  if (!globalThis.isSecureContext || crypto.subtle === undefined) {
    return tell("Alamat ini bukan https: ponsel tidak dapat menandatangani. Minta alamat https.");
  }
  if (container === undefined) {
    return tell("Peramban ini tidak dapat menyimpan aplikasi. Buka dengan Chrome, bukan dalam aplikasi lain atau penyamaran.");
  }
  let app;
  try {
    if (container.controller === null) {
      if (version !== "") fetch(`/jaga/package/${version}`).catch(() => undefined); // beside the worker, not after it
      await isReady(container);
    }
    app = await import("/static/jaga/main.js");
  } catch (error) {
    return tell(`Pemasangan belum selesai (${error.message}). Buka lagi bila ada sinyal.`);
  }
  try {
    await app.start();
  } catch (error) {
    tell(`Aplikasi tidak dapat dibuka (${error.message}). Catatan tidak dihapus. Tutup semua jendela Segel, lalu buka lagi, atau tunjukkan ini kepada pengawas.`);
  }
  return undefined;
}

start();
