/**
 * QR codes in photographs: the browser's own detector where it knows them, else the reader that
 * this server brings along (vendor/zxing-wasm). Nothing leaves the device.
 */

import { loadReader } from "./reader.js";

const CODES_MAX = 8;
const SIDE_MAX = 3500;

/**
 * Load what reads photographs, so that it works when the network is gone.
 * @returns {Promise<string>} which reader it will be
 */
export async function prepareReader() {
  if ((await nativeDetector()) !== null) return "browser";
  await loadReader();
  return "zxing-wasm";
}

/**
 * Find the text of every QR code in an image.
 * @param {Blob} image
 * @returns {Promise<string[]>}
 * @throws {DOMException} no image that this browser can open
 */
export async function readPhotograph(image) {
  const bitmap = await createImageBitmap(image);
  try {
    const detector = await nativeDetector();
    const found = detector === null ? [] : await detector.detect(bitmap);
    if (found.length > 0) return found.map(({ rawValue }) => rawValue);
    const { readBarcodes } = await loadReader();
    const read = await readBarcodes(pixelsOf(bitmap), {
      formats: ["QRCode"],
      textMode: "Plain",
      maxNumberOfSymbols: CODES_MAX,
    });
    return read.filter(({ isValid }) => isValid).map(({ text }) => text);
  } finally {
    bitmap.close();
  }
}

/**
 * A telephone takes 50 million pixels; a fifth of them is enough, and fits into its memory.
 * @param {ImageBitmap} bitmap
 */
function pixelsOf(bitmap) {
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  const width = Math.ceil(bitmap.width * scale);
  const height = Math.ceil(bitmap.height * scale);
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new DOMException("no canvas", "InvalidStateError");
  context.fillStyle = "white"; // under what is transparent
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

async function nativeDetector() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const formats = await BarcodeDetector.getSupportedFormats();
  return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
}
