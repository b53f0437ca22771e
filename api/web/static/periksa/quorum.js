/**
 * Quorums: what the registrars say together, counted by their newest words (`ledger/quorum.py`).
 *
 * On one subject each registrar has one word, the newest. A line acts when enough registrars say
 * exactly it; then the count on its subject starts anew.
 */
export class Quorum {
  /** @type {Map<string, Map<string, string>>} */
  #words = new Map();
  #needed;

  /** @param {number} needed how many registrars must say the same line */
  constructor(needed) {
    this.#needed = needed;
  }

  /**
   * Take a registrar's word; tell whether enough of them now say this line.
   * @param {string} subject
   * @param {string} registrar
   * @param {string} line
   * @returns {boolean}
   */
  agrees(subject, registrar, line) {
    const said = this.#words.get(subject) ?? new Map();
    this.#words.set(subject, said.set(registrar, line));
    if ([...said.values()].filter((one) => one === line).length < this.#needed) return false;
    this.#words.delete(subject);
    return true;
  }

  /** @param {string} registrar who is no longer in office */
  dismiss(registrar) {
    for (const said of this.#words.values()) said.delete(registrar);
  }
}
