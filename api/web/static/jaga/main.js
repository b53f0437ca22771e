/** The app: which screen stands at which address, and the first of them. */

import { Desk } from "./desk.js";
import * as enrol from "./enrol.js";
import * as exit from "./exit.js";
import * as handover from "./handover.js";
import * as home from "./home.js";
import * as incident from "./incident.js";
import * as inspection from "./inspection.js";
import * as movement from "./movement.js";
import * as queue from "./queue.js";
import * as seal from "./seal.js";
import * as self from "./self.js";
import * as visitor from "./visitor.js";
import * as watch from "./watch.js";

/**
 * What only a supervisor needs comes later, like the reader of codes.
 * @type {Record<string, import("./desk.js").ScreenSource>}
 */
const SCREENS = {
  jaga: home,
  masuk: visitor,
  keluar: exit,
  regu: watch,
  kejadian: incident,
  inspeksi: inspection,
  ralat: () => import("./correction.js"),
  serah: handover,
  pindah: movement,
  segel: seal,
  "buka-segel": seal.breaking,
  "pasang-segel": seal.applying,
  antrean: queue,
  saya: self,
  daftar: enrol,
  "kunci-baru": enrol.renewal,
  lanjut: enrol.resumption,
  "sidik-jari": enrol.joining,
  pengawas: () => import("./supervisor.js"),
  daftarkan: () => import("./admission.js"),
  sahkan: () => import("./endorsement.js"),
  hilang: async () => (await import("./supervisor.js")).loss,
};

/** Open the app; the page has shown that it is being installed until now. */
export async function start() {
  await Desk.open(SCREENS);
  navigator.serviceWorker?.controller?.postMessage("fetch-rest");
  void import("../reader.js").then(({ keepReader }) => keepReader(), (error) => (
    console.info(`later: ${error.message}`))); // out of reach: it comes when a code is to be read
}
