// What a phone does and tells without any screen, by name; evaluated in a page of the app.
async ([act, charter, ...rest]) => {
  const load = (name) => import(`/modules/${name}.js`);
  const { openJournal } = await load("journal");
  const journal = await openJournal(charter);
  const acts = {
    async say(origin, vkey, words, { opened = null, path, urgent = false }) {
      const [{ write }, { parseVerifierKey }, { seal }] = await Promise.all(
        ["author", "note", "commitment"].map(load),
      );
      const ledger = { charter, origin, log: await parseVerifierKey(vkey) };
      for (const word of words) {
        const body = { kind: "Halo", at: "2024-11-25T08:01:00+07:00", word };
        const openings = [];
        if (opened !== null) {
          const { commitment, opening } = await seal(opened, "pribadi");
          body.visitor = commitment;
          openings.push({ path, ...opening });
        }
        await write(journal, ledger, body, { openings, urgent });
      }
      dispatchEvent(new Event("online"));
    },
    async make(origin, name) {
      const [{ enrolLine }, { formatVerifierKey, verifierKey }] = await Promise.all(
        ["enrolment", "note"].map(load),
      );
      const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign"]);
      const raw = [...new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))];
      const secret = [...new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey))];
      const key = await verifierKey(name, Uint8Array.from(raw));
      const line = await enrolLine(origin, { key, privateKey });
      return { name, vkey: formatVerifierKey(key), line, raw, secret };
    },
    async adopt({ name, vkey, line, raw, secret }, leaf, seat) {
      const { parseHash } = await load("text");
      const [publicKey, privateKey] = await Promise.all([
        crypto.subtle.importKey("raw", Uint8Array.from(raw), "Ed25519", true, ["verify"]),
        crypto.subtle.importKey("pkcs8", Uint8Array.from(secret), "Ed25519", false, ["sign"]),
      ]);
      await journal.begin({ name, vkey, line, keys: { publicKey, privateKey } });
      await journal.enrolled(parseHash(leaf, "leaf"));
      await journal.remember("seat", seat);
    },
    async carry(notes) {
      const [{ leafHash }, { toUtf8 }] = await Promise.all(["tree", "text"].map(load));
      await journal.carry(await Promise.all(notes.map(async (text) => (
        { note: toUtf8(text), leaf: await leafHash(toUtf8(text)) }))));
      dispatchEvent(new Event("online"));
    },
    async tick(origin, vkey) {
      const [{ tick }, { parseVerifierKey }] = await Promise.all(["tick", "note"].map(load));
      const log = await parseVerifierKey(vkey);
      const ledger = { charter, origin, log, fetch: (...asked) => fetch(...asked) };
      return (await tick(journal, ledger)).problem?.type ?? "";
    },
    async line() {
      return (await journal.device()).line;
    },
    async held() {
      return Number(((await journal.device()).held ?? "\n0").split("\n")[1]);
    },
    async states() {
      return (await journal.entries()).map(({ state }) => state);
    },
    async words() {
      return (await journal.entries()).map(({ problem }) => problem?.type?.split("/").pop() ?? "");
    },
    async witnessed() {
      return (await journal.entries()).map(({ witnessed }) => witnessed?.names ?? []);
    },
    async carried() {
      return (await journal.carried()).map(({ state }) => state);
    },
    async secrets() {
      const kept = await Promise.all([journal.former(), journal.entries(), journal.carried()]);
      const openings = kept.flat().flatMap((one) => one.openings);
      return openings.filter(({ salt }) => salt !== undefined).length;
    },
    async memo(key) {
      return (await journal.memo(key)) ?? null;
    },
  };
  return acts[act](...rest);
}
