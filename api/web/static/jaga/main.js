/** The app: which screen stands at which address, and the first of them. */

import { Desk } from "./desk.js";
import * as home from "./home.js";

/** @type {Record<string, import("./desk.js").ScreenModule>} */
const SCREENS = { jaga: home };

await Desk.open(SCREENS);
