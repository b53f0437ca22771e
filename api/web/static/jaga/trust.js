/** Addresses of scripts that are made at run time: our own, or none (Trusted Types). */

const policy = globalThis.trustedTypes?.createPolicy("segel", { createScriptURL: own });

/**
 * @param {string} path of a script on this server
 * @returns {string} what a worker's constructor takes
 */
export function ownScript(path) {
  return /** @type {string} */ (/** @type {unknown} */ (policy?.createScriptURL(path) ?? own(path)));
}

/** @param {string} path */
function own(path) {
  const address = new URL(path, location.origin);
  if (address.origin !== location.origin) throw new TypeError("a script of another address");
  return address.href;
}
