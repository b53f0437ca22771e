/**
 * Steps: a screen that is several, one after the other. Whoever leaves it leaves the step it is at,
 * and a step that comes too late for that is left at once: no camera stays on.
 */

import { nothing } from "../markup.js";

/** @typedef {{view: () => unknown, close?: () => void}} Step */

export class Steps {
  /** @type {Step} */
  step = { view: () => nothing };
  isClosed = false;

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => string} title
   */
  constructor(desk, title) {
    this.desk = desk;
    this.title = title;
  }

  view = () => this.step.view();

  close() {
    this.isClosed = true;
    this.step.close?.();
  }

  /** @param {Step} step */
  turn(step) {
    this.step.close?.();
    this.step = step;
    if (this.isClosed) step.close?.();
    scrollTo(0, 0);
    this.desk.draw();
  }
}
