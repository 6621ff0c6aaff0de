"use strict";

// What helps to translate a sentence comes under it while it is written; « #phrase-12 » opens the form of one.
(() => {
  const GONE = 409;
  const aside = document.querySelector(".translating-aside");
  const editor = document.querySelector(".js-translation-editor");
  const segments = JSON.parse(editor.dataset.props).segments.filter((segment) => segment.type === "string");
  const shown = document.createElement("div");
  shown.className = "translating-aside translating-here";
  editor.before(aside); // The form is long.

  const itemOf = (segment) =>
    [...editor.querySelectorAll("li > p")].find((source) => source.textContent === segment.source)?.parentElement;

  function open() {
    const segment = segments.find((each) => location.hash === `#phrase-${each.id}`);
    const item = segment && itemOf(segment);
    if (!item) return Boolean(!segment);
    const panel = item.closest("[role=tabpanel], section[id^=tab-]");
    if (panel && !item.offsetParent) document.querySelector(`[role=tab][href="#${panel.id}"]`)?.click();
    item.querySelector("textarea, li:last-child button")?.click();
    requestAnimationFrame(() => item.querySelector("textarea")?.focus());
    // What stands above grows once it is loaded: the sentence stays in view until the translator does something.
    const grown = new ResizeObserver(() => item.scrollIntoView({ block: "center" }));
    grown.observe(document.querySelector("main") ?? document.body);
    grown.observe(aside.parentElement);
    for (const act of ["keydown", "pointerdown", "wheel"]) addEventListener(act, () => grown.disconnect(), { once: true });
    return true;
  }

  editor.addEventListener("focusin", (event) => {
    const item = event.target.closest("li.complete, li.incomplete, li.errored");
    const source = item?.querySelector(":scope > p")?.textContent;
    const segment = segments.find((each) => each.source === source);
    const texts = [...aside.querySelectorAll("[data-beside]")];
    const theirs = segment ? texts.filter((text) => text.dataset.beside.split(" ").includes(String(segment.id))) : [];
    shown.replaceChildren(...theirs.map((text) => text.cloneNode(true)));
    if (theirs.length) item.append(shown);
    else shown.remove();
  });

  new PerformanceObserver((list) => {
    const late = list.getEntries().some((entry) => entry.responseStatus === GONE && entry.name.includes("/strings/"));
    if (late) aside.querySelector("[data-too-late]").hidden = false;
  }).observe({ type: "resource" });

  window.addEventListener("hashchange", open);
  if (!open()) {
    // The form is drawn by a script of its own.
    const drawn = new MutationObserver(() => open() && drawn.disconnect());
    drawn.observe(editor, { childList: true, subtree: true });
  }
})();
