/**
 * The camera as an eye for codes: the middle of the picture, a few times a second, while the page
 * is seen. Reading takes 3 ms (20 ms on a phone six times slower), in idle time: nothing freezes.
 */

import { openReader } from "./reader.js";

/** Pixels of the square in the middle that is read, milliseconds between two looks. */
const LENS_SIDE_MAX = 800;
const PAUSE_MS = 120;

export class Camera {
  /** @type {MediaStream | null} */
  stream = null;
  /** Counts starts and stops: whoever sees another number has been stopped. */
  turn = 0;

  /**
   * @param {(text: string) => void} onText hears every text in every frame
   * @param {(error: unknown) => void} onFail hears why it reads no more
   */
  constructor(onText, onFail) {
    this.onText = onText;
    this.onFail = onFail;
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.canvas = document.createElement("canvas");
  }

  /**
   * Open the camera and read until it is stopped.
   * @throws {DOMException} refused, absent or in other hands
   * @throws {TypeError} no camera may be asked for, or no reader is on this phone
   */
  async start() {
    this.stop();
    const { turn } = this;
    const opening = openReader();
    opening.catch(() => undefined); // heard below, once the camera runs
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: "environment" },
        width: { ideal: 1280 },
        height: { ideal: 960 },
      },
    });
    if (turn !== this.turn) return letGo(stream);
    this.stream = stream;
    this.video.srcObject = stream;
    await this.video.play().catch(() => undefined); // left before the first picture came
    this.#look(await opening, turn).catch(this.onFail);
    return undefined;
  }

  stop() {
    this.turn += 1;
    if (this.stream !== null) letGo(this.stream);
    this.stream = null;
    this.video.srcObject = null;
  }

  /** Whether there is a lamp. */
  get hasLamp() {
    const track = this.stream?.getVideoTracks()[0];
    return track?.getCapabilities !== undefined && "torch" in track.getCapabilities();
  }

  /** @param {boolean} isOn */
  async light(isOn) {
    const constraints = /** @type {MediaTrackConstraints} */ ({ advanced: [{ torch: isOn }] });
    await this.stream?.getVideoTracks()[0]?.applyConstraints(constraints);
  }

  /**
   * @param {import("./reader.js").Read} read
   * @param {number} turn
   */
  async #look(read, turn) {
    while (turn === this.turn) {
      if (this.#draw()) {
        const texts = await read(this.canvas);
        if (turn === this.turn) texts.filter((text) => text !== "").forEach(this.onText);
      }
      await idle();
    }
  }

  /** Draw the middle of the picture; @returns {boolean} whether there was one */
  #draw() {
    const { videoWidth: width, videoHeight: height } = this.video;
    const side = Math.min(width, height);
    if (side === 0) return false;
    const size = Math.min(side, LENS_SIDE_MAX);
    this.canvas.width = size;
    this.canvas.height = size;
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    const [left, top] = [(width - side) / 2, (height - side) / 2];
    context?.drawImage(this.video, left, top, side, side, 0, 0, size, size);
    return context !== null;
  }
}

/** @param {MediaStream} stream */
function letGo(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

/** Let the page breathe between two looks. */
async function idle() {
  await new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS);
  });
  if ("requestIdleCallback" in globalThis) {
    await new Promise((resolve) => {
      requestIdleCallback(resolve, { timeout: PAUSE_MS });
    });
  }
}
