/**
 * The inspection page's one script.  It runs twice: in the page, and beside it in a worker that
 * checks signatures; so the file that people keep holds everything once.
 */

import { assist } from "./periksa/assistant.js";
import { openDesk } from "./periksa/desk.js";

if ("document" in globalThis) openDesk();
else assist();
