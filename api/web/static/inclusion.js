/**
 * The page of a leaf: the note that it shows is looked for in the log, in the reader's browser.
 *
 * What is hashed is what stands on the screen; so a page that shows another note than the one that
 * was signed is found out here, whoever has changed it.
 */

import { SegelError } from "./errors.js";
import { parseVerifierKey } from "./note.js";
import { parseProof, verifyProof } from "./proof.js";
import { toUtf8 } from "./text.js";
import { leafHash } from "./tree.js";
import { at, fetched, show } from "./verdict.js";

const form = at("#check");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await check(BigInt(form.dataset.leaf ?? ""));
});

/** @param {bigint} index */
async function check(index) {
  const answer = await fetched(`/proofs/${index}`, "text/plain");
  if (answer === null) {
    show("undecided", form.dataset.unreached ?? "", {});
    return;
  }
  try {
    const log = await parseVerifierKey(form.dataset.key ?? "");
    const proof = parseProof(toUtf8(answer));
    const leaf = await leafHash(toUtf8(at("#note").textContent ?? ""));
    const { size } = await verifyProof({ ...proof, index }, leaf, log);
    show("holds", form.dataset.holds ?? "", { leaf: index, size });
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    show("fails", form.dataset.fails ?? "", { leaf: index });
  }
}
