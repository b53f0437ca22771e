/**
 * Markup: templates that are drawn into the page once, and later only where something has changed.
 *
 *     html`<p class="note ${tone}">${words}</p>`
 *     html`<input ?disabled=${isBusy} .value=${name} @input=${hear}>`
 *
 * A child is text, markup, a list of these, or a node. What stands in a template is ours and is
 * parsed once; what is put into it never is, so it can name no element and no script.
 */

/** No child, or no such attribute. */
export const nothing = Symbol("nothing");

/** Stands where something is to be put; no text of ours holds it. */
const HOLE = "\uE000";
const ELEMENTS_AND_COMMENTS = 129;

const policy = globalThis.trustedTypes?.createPolicy("markup", { createHTML: (text) => text });

/** @typedef {(values: unknown[]) => void} Put puts as many values as there are holes in one place */
/** @typedef {{at: number, name: string, strings: string[]}} Place of a node; a child has no name */

/** @type {WeakMap<TemplateStringsArray, {content: DocumentFragment, places: Place[]}>} */
const parsed = new WeakMap();

/** @type {WeakMap<Element, Put>} */
const roots = new WeakMap();

class Markup {
  /**
   * @param {TemplateStringsArray} strings
   * @param {unknown[]} values
   */
  constructor(strings, values) {
    this.strings = strings;
    this.values = values;
  }
}

/**
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 */
export function html(strings, ...values) {
  return new Markup(strings, values);
}

/**
 * Draw into an element, behind what stands there.
 * @param {unknown} view
 * @param {Element} element
 */
export function render(view, element) {
  let put = roots.get(element);
  if (put === undefined) {
    const end = document.createComment("");
    element.append(end);
    put = childAt(end);
    roots.set(element, put);
  }
  put([view]);
}

/** @param {TemplateStringsArray} strings */
function parse(strings) {
  const text = strings.reduce((before, after) => {
    const isInTag = before.lastIndexOf("<") > before.lastIndexOf(">");
    return `${before}${isInTag ? HOLE : `<!--${HOLE}-->`}${after}`;
  });
  const template = document.createElement("template");
  template.innerHTML = /** @type {string} */ (policy?.createHTML(text) ?? text);
  const { content } = template;
  content.prepend(""); // so that no hole is the first: something always stands before it
  const /** @type {Place[]} */ places = [];
  for (const [at, node] of nodesOf(content)) {
    if (!(node instanceof Element)) {
      if (node.nodeValue === HOLE) places.push({ at, name: "", strings: ["", ""] });
      continue;
    }
    for (const { name, value } of [...node.attributes]) {
      if (!value.includes(HOLE)) continue;
      places.push({ at, name, strings: value.split(HOLE) });
      node.removeAttribute(name);
    }
  }
  return { content, places };
}

/** @param {Node} root @returns {[number, Node][]} its elements and comments, counted */
function nodesOf(root) {
  const walker = document.createTreeWalker(root, ELEMENTS_AND_COMMENTS);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return [...nodes.entries()];
}

/**
 * @param {TemplateStringsArray} strings
 * @returns {{fragment: DocumentFragment, put: Put}} a copy of a template
 */
function copy(strings) {
  const { content, places } = parsed.get(strings) ?? parse(strings);
  parsed.set(strings, { content, places });
  const fragment = document.importNode(content, true);
  const nodes = nodesOf(fragment);
  const puts = places.map(({ at, name, strings: texts }) => {
    const [, node] = /** @type {[number, any]} */ (nodes[at]);
    return { count: texts.length - 1, put: name === "" ? childAt(node) : attributeAt(node, name, texts) };
  });
  return { fragment, put: (values) => {
    let start = 0;
    for (const { count, put } of puts) {
      put(values.slice(start, start + count));
      start += count;
    }
  } };
}

/**
 * @param {Element} element
 * @param {string} name with what is done behind its first character: `?flag`, `.property`, `@event`
 * @param {string[]} texts around the values
 * @returns {Put}
 */
function attributeAt(element, name, texts) {
  const word = name.slice(1);
  let /** @type {unknown[] | null} */ before = null;
  if (name.startsWith("@")) {
    element.addEventListener(word, (event) => /** @type {any} */ (before?.[0])?.(event));
  }
  return (values) => {
    const isSame = before !== null && values.every((value, place) => value === before?.[place]);
    before = values;
    const [value] = values;
    if (isSame || name.startsWith("@")) return;
    if (name.startsWith("?")) element.toggleAttribute(word, Boolean(value));
    else if (name.startsWith(".")) Object.assign(element, { [word]: value });
    else if (value === nothing) element.removeAttribute(name);
    else element.setAttribute(name, texts.reduce((text, next, place) => text + values[place - 1] + next));
  };
}

/**
 * @param {ChildNode} end a comment, behind which nothing of it stands
 * @returns {Put}
 */
function childAt(end) {
  const start = end.previousSibling;
  let /** @type {unknown} */ before;
  let /** @type {Put} */ putMarkup;
  let /** @type {{end: ChildNode, put: Put}[]} */ items = [];
  /** @param {ChildNode | null | undefined} last that stays */
  const clear = (last) => {
    while (end.previousSibling !== last) end.previousSibling?.remove();
  };

  /** @param {unknown[]} list */
  function putList(list) {
    if (!Array.isArray(before)) {
      clear(start);
      items = [];
    }
    items.length = Math.min(items.length, list.length);
    clear(items.at(-1)?.end ?? start);
    for (const [place, one] of list.entries()) {
      if (items[place] === undefined) {
        const mark = document.createComment("");
        end.before(mark);
        items[place] = { end: mark, put: childAt(mark) };
      }
      items[place]?.put([one]);
    }
  }

  return ([value]) => {
    if (value instanceof Markup) {
      if (!(before instanceof Markup) || before.strings !== value.strings) {
        clear(start);
        const { fragment, put } = copy(value.strings);
        putMarkup = put;
        putMarkup(value.values);
        end.before(fragment);
      } else {
        putMarkup(value.values);
      }
    } else if (Array.isArray(value)) {
      putList(value);
    } else if (value !== before) {
      clear(start);
      if (value !== nothing && value != null) {
        end.before(value instanceof Node ? value : String(value));
      }
    }
    before = value;
  };
}
