"use strict";

// The remarks on a simple version: asked for at first, then whenever its form has saved something.
(() => {
  const QUIET = 600; // milliseconds without another saving
  const panel = document.querySelector("[data-easy-reading]");
  const remarks = panel.querySelector("[data-remarks]");
  const unavailable = panel.querySelector("[data-unavailable]");
  const address = new URL(panel.dataset.easyReading, location.href).href;
  let waiting;

  // wagtail-localize's form is long: what helps to write it comes before it.
  document.querySelector(".js-translation-editor")?.before(panel.parentElement);

  async function ask() {
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const ours = answer.ok && page.querySelector("[role=status]"); // signed out, another page comes
      unavailable.hidden = Boolean(ours);
      if (ours) remarks.replaceChildren(...page.body.childNodes);
    } catch {
      unavailable.hidden = false;
    }
  }

  // Two forms save by requests of their own, Wagtail's and wagtail-localize's: what both have is that they send one.
  new PerformanceObserver((list) => {
    const sent = list.getEntries().some((entry) => /fetch|xmlhttprequest/.test(entry.initiatorType) && entry.name !== address);
    if (!sent) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, QUIET);
  }).observe({ type: "resource" });
  ask();
})();
