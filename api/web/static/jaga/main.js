/** The app: which screen stands at which address, and the first of them. */

import { keepReader } from "../reader.js";
import { openAdmission } from "./admission.js";
import { openCorrection } from "./correction.js";
import { Desk } from "./desk.js";
import { openEndorsement } from "./endorsement.js";
import { openEnrolment, openJoining, openRenewal, openResumption } from "./enrol.js";
import { openExit } from "./exit.js";
import { openHandover } from "./handover.js";
import { openHome } from "./home.js";
import { openIncident } from "./incident.js";
import { openInspection } from "./inspection.js";
import { openMovement } from "./movement.js";
import { openQueue } from "./queue.js";
import { openSealApplying, openSealBreaking, openSealCheck } from "./seal.js";
import { openSelf } from "./self.js";
import { openLoss, openSupervisor } from "./supervisor.js";
import { openVisitor } from "./visitor.js";
import { openWatch } from "./watch.js";

/** @type {Record<string, import("./desk.js").Opening>} */
const SCREENS = {
  jaga: openHome,
  masuk: openVisitor,
  keluar: openExit,
  regu: openWatch,
  kejadian: openIncident,
  inspeksi: openInspection,
  ralat: openCorrection,
  serah: openHandover,
  pindah: openMovement,
  segel: openSealCheck,
  "buka-segel": openSealBreaking,
  "pasang-segel": openSealApplying,
  antrean: openQueue,
  saya: openSelf,
  daftar: openEnrolment,
  "kunci-baru": openRenewal,
  lanjut: openResumption,
  "sidik-jari": openJoining,
  pengawas: openSupervisor,
  daftarkan: openAdmission,
  sahkan: openEndorsement,
  hilang: openLoss,
};

/** Open the app; the page has shown that it is being installed until now. */
export async function start() {
  await Desk.open(SCREENS);
  void keepReader();
}
