/**
 * Is a charter the one that is trusted from outside? Nothing that came along ever counts.
 */

import { openCharter } from "../charter.js";
import { SegelError } from "../errors.js";
import { fingerprintWords } from "../fingerprint.js";
import { formatVerifierKey } from "../note.js";
import { isEqual } from "../text.js";
import { alike, said, twice } from "./finding.js";

/**
 * @param {import("./finding.js").Finding} check takes what is found
 * @param {Uint8Array} own the charter's hash
 * @param {import("../note.js").VerifierKey} log the key of the log that it names
 * @param {import("../inspection.js").Trust} trust what the reader has given
 * @param {import("./finding.js").Span | null} [where] the charter's leaf, where it stands in a log
 */
export function checkBelieved(check, own, log, { fingerprint, words, policy }, where = null) {
  const spelled = fingerprintWords(own);
  check.summary = alike(spelled);
  check.pieces.push({ name: twice("Hash piagam", "The charter's hash"), bytes: own });
  const isOther = (words !== undefined && words !== spelled)
    || (fingerprint !== undefined && !isEqual(fingerprint, own));
  if (isOther) {
    check.fail(twice("bukan piagam yang dipercaya", "not the charter that is trusted"), where);
  }
  if (policy !== undefined) {
    const key = formatVerifierKey(log);
    if (policy.logs.every((one) => formatVerifierKey(one) !== key)) {
      check.fail(twice("kunci log tidak ada dalam kebijakan yang diberikan",
        "the log's key is not in the policy that was given"), where);
    }
  } else if (words === undefined && fingerprint === undefined) {
    check.doubt(twice(
      "tidak ada yang dipercaya dari luar; bandingkan delapan kata ini dengan yang tercetak di "
        + "kertas piagam, lalu tulis kata dari kertas itu di atas",
      "nothing was trusted from outside; compare these eight words with the printed ones, and "
        + "write those from the paper above",
    ));
  }
}

/**
 * Open the charter, signed by everybody whom it names.
 * @param {import("./finding.js").Finding} check takes what is found
 * @param {Uint8Array} note
 * @param {string} origin of the log in question
 * @returns {Promise<import("../charter.js").Charter | null>} null: it is none
 */
export async function charterIn(check, note, origin) {
  check.pieces.push({ name: twice("Piagam", "The charter"), bytes: note });
  try {
    const charter = await openCharter(note);
    if (charter.origin !== origin) {
      check.fail(twice("piagam log lain", "the charter of another log"));
    }
    const { operation, registrars: { length }, quorum } = charter;
    check.summary = twice(`${operation}: ${length} pendiri, kuorum ${quorum}`,
      `${operation}: ${length} founders, quorum ${quorum}`);
    return charter;
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    check.fail(twice(`bukan piagam yang sah: ${said(error.message).id}`,
      `not a valid charter: ${error.message}`));
    return null;
  }
}
