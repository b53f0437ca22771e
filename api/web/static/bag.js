/**
 * The bag: what waits on this phone in one file, which anybody may hand in: `segel submit` reads
 * it, and it is what `POST /entries` takes. Whoever delivers it need not be trusted.
 */

import { parseEntry } from "./register.js";
import { parseUtf8, toBase64 } from "./text.js";

/**
 * @typedef {object} Bag
 * @property {string} text the outbox as JSON
 * @property {number} count of notes
 */

/**
 * Pack what the log has not taken, with the openings that go beside, or all that was ever signed.
 * @param {import("./journal.js").Journal} journal
 * @param {{isAll?: boolean}} [how]
 * @returns {Promise<Bag>}
 */
export async function pack(journal, { isAll = false } = {}) {
  const [former, own, carried] = await Promise.all(
    [journal.former(), journal.entries(), journal.carried()],
  );
  const known = new Set(carried.map(({ leaf }) => leaf)); // a former journal's are carried as well
  const all = [...former.filter(({ leaf }) => !known.has(toBase64(leaf))), ...carried, ...own];
  const packed = all.filter(({ state }) => isAll || state !== "received");
  const openings = all.flatMap((one) => one.openings).filter(({ salt }) => salt !== undefined);
  const numbered = packed.map(({ note }) => ({ note, number: parseEntry(note).sequence }));
  numbered.sort((one, other) => Number(one.number - other.number)); // each journal in its order
  const notes = numbered.map(({ note }) => parseUtf8(note, "note"));
  return { text: `${JSON.stringify({ notes, openings })}\n`, count: notes.length };
}

/**
 * Hand a text to another app of the phone, or keep it as a file where that cannot be.
 * @param {string} text
 * @param {string} name of the file; phones share `.txt` and little else
 * @returns {Promise<boolean>} false if the guard thought better of it
 */
export async function share(text, name) {
  const file = new File([text], name, { type: "text/plain" });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name });
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return false;
      throw error;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
