// What a person sees on a screen, and what is wrong with how it lies there: a function of the narrowest
// width and the smallest target, in CSS pixels.
({ width, target }) => {
  const wrong = [];
  const seen = [...document.body.querySelectorAll("*")].filter((one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const told = (one) => `<${one.localName}> ${(one.ariaLabel ?? one.textContent).trim().slice(0, 60)}`;
  const isHidden = (one) => one.closest(".lens, [hidden]") !== null;

  if (document.documentElement.scrollWidth > width) wrong.push("the page is wider than the phone");
  for (const one of seen) {
    const box = one.getBoundingClientRect();
    if (box.width === 0 || one.closest("svg, video") !== null) continue;
    if (box.right > width + 1 || box.left < -1) wrong.push(`sticks out: ${told(one)}`);
    const style = getComputedStyle(one);
    const isCut = one.scrollWidth > one.clientWidth + 1 && style.overflowX === "hidden"
      || one.scrollHeight > one.clientHeight + 1 && style.overflowY === "hidden";
    if (isCut && !isHidden(one)) wrong.push(`is cut: ${told(one)}`);
  }
  const targets = "button, a[href], input, select, textarea, summary, [role=button]";
  for (const one of seen.filter((found) => found.matches(targets))) {
    const area = one.matches("[type=radio], [type=checkbox]") ? one.closest("label") ?? one : one;
    const { width: wide, height: high } = area.getBoundingClientRect();
    if (wide < target || high < target) {
      wrong.push(`smaller than ${target} px (${Math.round(wide)} x ${Math.round(high)}): ${told(one)}`);
    }
  }

  const language = document.documentElement.lang;
  const isOwn = (one) => (one.closest("[lang]")?.lang ?? language) === language;
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.matches("script, style, noscript") || !parent.checkVisibility()) continue;
    if (isOwn(parent)) texts.push(node.data);
  }
  for (const one of seen.filter(isOwn)) {
    for (const name of ["aria-label", "placeholder", "title", "alt"]) {
      if (one.hasAttribute(name)) texts.push(one.getAttribute(name));
    }
  }
  const clean = texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  return { wrong, texts: clean, shown: document.body.innerText };
}
