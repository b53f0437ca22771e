/** The app: which screen stands at which address, and the first of them. */

import { Desk } from "./desk.js";
import * as admission from "./admission.js";
import * as enrol from "./enrol.js";
import * as home from "./home.js";
import * as supervisor from "./supervisor.js";

/** @type {Record<string, import("./desk.js").ScreenModule>} */
const SCREENS = {
  jaga: home,
  daftar: enrol,
  "kunci-baru": enrol.renewal,
  lanjut: enrol.resumption,
  pengawas: supervisor,
  daftarkan: admission,
  hilang: supervisor.loss,
};

await Desk.open(SCREENS);
