/** The app: which screen stands at which address, and the first of them. */

import { keepReader } from "../reader.js";
import { Desk } from "./desk.js";
import * as admission from "./admission.js";
import * as correction from "./correction.js";
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
import * as supervisor from "./supervisor.js";
import * as visitor from "./visitor.js";
import * as watch from "./watch.js";

/** @type {Record<string, import("./desk.js").ScreenModule>} */
const SCREENS = {
  jaga: home,
  masuk: visitor,
  keluar: exit,
  regu: watch,
  kejadian: incident,
  inspeksi: inspection,
  ralat: correction,
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
  pengawas: supervisor,
  daftarkan: admission,
  hilang: supervisor.loss,
};

/** Open the app; the page has shown that it is being installed until now. */
export async function start() {
  await Desk.open(SCREENS);
  void keepReader();
}
