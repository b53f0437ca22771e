/**
 * Roles that the holder of a role may give: the table of domain/authority.py, compared by a test.
 */

import { t } from "./language.js";

const OFFICES = "ppk pps kpps linmas petugas_gudang ekspedisi";
const KPU = "sekretaris_kpu logistik_kpu";

/** @type {Record<string, string>} */
const GRANTS = {
  ketua_kpu: `${OFFICES} ${KPU}`,
  sekretaris_kpu: OFFICES,
  logistik_kpu: OFFICES,
  ppk: "pps kpps linmas",
  pps: "kpps linmas",
  kapolres: "anggota_jaga danru padal kabag_ops pamatwil propam",
  kabag_ops: "anggota_jaga danru padal pamatwil",
  bawaslu: "panwascam pkd ptps",
  panwascam: "pkd ptps",
};

/** @param {string} [role] @returns {string[]} */
export function grantedBy(role = "") {
  return GRANTS[role]?.split(" ") ?? [];
}

/**
 * @param {string} role
 * @returns {string} what people call it
 */
export function roleName(role) {
  /** @type {Record<string, string>} */
  const names = {
    ppk: t("Anggota PPK", "District committee"),
    pps: t("Anggota PPS", "Village committee"),
    kpps: t("Anggota KPPS", "Polling-station committee"),
    linmas: t("Petugas ketertiban TPS", "Order at the polling station"),
    petugas_gudang: t("Petugas gudang", "Warehouse officer"),
    ekspedisi: t("Ekspedisi", "Carrier"),
    sekretaris_kpu: t("Sekretaris KPU", "KPU secretary"),
    logistik_kpu: t("Logistik KPU", "KPU logistics"),
    anggota_jaga: t("Anggota jaga", "Guard"),
    danru: t("Komandan regu", "Squad leader"),
    padal: t("Perwira pengendali", "Controlling officer"),
    kabag_ops: t("Kabag Ops", "Head of operations"),
    pamatwil: t("Perwira pengamat wilayah", "Area observer"),
    propam: t("Propam", "Internal discipline"),
    panwascam: t("Panwaslu Kecamatan", "District supervisor"),
    pkd: t("Panwaslu Desa", "Village supervisor"),
    ptps: t("Pengawas TPS", "Polling-station supervisor"),
  };
  return names[role] ?? role;
}
