/**
 * The reader of codes in camera frames: the browser's own where it knows QR codes, else the one
 * that this server brings along (vendor/zxing-wasm, 3 ms a frame; kept on the phone once it came).
 * Beside QR it takes the kinds of code that makers print on seals.
 */

const WASM = "/static/vendor/zxing-wasm/zxing_reader.wasm";
const READER = "/static/vendor/zxing-wasm/reader/index.js";

/** All that the server's reader consists of. */
const READER_FILES = [READER, "/static/vendor/zxing-wasm/share.js", WASM];

/** @typedef {typeof import("./vendor/zxing-wasm/reader/index.js")} Reader */

/** @type {Promise<Reader> | null} */
let loading = null;

/** Of the browser, and the same of zxing. */
const FORMATS = ["qr_code", "data_matrix", "code_128", "code_39"];

/** @typedef {(frame: HTMLCanvasElement) => Promise<string[]>} Read finds the texts in a frame */

/**
 * @returns {Promise<Read>}
 * @throws {TypeError} no reader: the server's has not come yet, and there is no network
 */
export async function openReader() {
  const own = await nativeReader();
  if (own === null) return loadedReader();
  let isTrusted = true;
  return async (frame) => {
    // a phone without its maker's services lists formats and then reads nothing
    const found = isTrusted ? await own(frame).catch(() => null) : null;
    if (found !== null) return found;
    isTrusted = false;
    return (await loadedReader())(frame);
  };
}

/**
 * Let the service worker keep the server's reader for days without a network, where the browser has
 * none of its own.
 * @returns {Promise<void>}
 */
export async function keepReader() {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined || !navigator.onLine || (await nativeReader()) !== null) return;
  await serviceWorker.ready;
  const all = READER_FILES.map((path) => fetch(path).catch(() => null));
  await Promise.all(all); // what does not come now comes when a code is to be read
}

/** @returns {Promise<Read | null>} */
async function nativeReader() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const listed = await BarcodeDetector.getSupportedFormats();
  if (!listed.includes("qr_code")) return null;
  const formats = FORMATS.filter((format) => listed.includes(format));
  const detector = new BarcodeDetector({ formats });
  return async (frame) => (await detector.detect(frame)).map(({ rawValue }) => rawValue);
}

/** @returns {Promise<Read>} */
async function loadedReader() {
  const { readBarcodes } = await loadReader();
  return async (frame) => {
    const context = frame.getContext("2d");
    if (context === null) return [];
    const pixels = context.getImageData(0, 0, frame.width, frame.height);
    const read = await readBarcodes(pixels, {
      formats: ["QRCode", "DataMatrix", "Code128", "Code39"],
      textMode: "Plain",
      tryInvert: false,
      maxNumberOfSymbols: 4,
    });
    return read.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}

/** @returns {Promise<Reader>} the reader that this server brings along */
export function loadReader() {
  loading ??= startReader().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function startReader() {
  /** @type {Reader} */
  const reader = await import(READER);
  const overrides = { locateFile: () => WASM };
  await reader.prepareZXingModule({ overrides, fireImmediately: true });
  return reader;
}
