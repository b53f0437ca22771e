/** The app: which screen stands at which address, and the first of them. */

import { keepReader } from "../reader.js";
import { Desk } from "./desk.js";
import * as admission from "./admission.js";
import * as enrol from "./enrol.js";
import * as handover from "./handover.js";
import * as home from "./home.js";
import * as movement from "./movement.js";
import * as supervisor from "./supervisor.js";

/** @type {Record<string, import("./desk.js").ScreenModule>} */
const SCREENS = {
  jaga: home,
  serah: handover,
  pindah: movement,
  daftar: enrol,
  "kunci-baru": enrol.renewal,
  lanjut: enrol.resumption,
  pengawas: supervisor,
  daftarkan: admission,
  hilang: supervisor.loss,
};

await Desk.open(SCREENS);
void keepReader();
