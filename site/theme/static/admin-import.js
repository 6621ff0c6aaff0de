"use strict";

// An import under way: its page is asked again, and what is new takes the place of what was told.
(() => {
  const EVERY = 1500; // milliseconds
  const state = document.getElementById("import-state");

  function show(page) {
    const [told, progress] = ["import-state", "import-progress"].map((id) => page.getElementById(id));
    if (!told || !progress) return false; // signed out, say: the page as it stands is told no more
    const sentence = told.textContent.trim();
    if (state.textContent.trim() !== sentence) state.textContent = sentence; // read aloud when it changes, and only then
    if ("underWay" in progress.dataset) {
      document.getElementById("import-counts").replaceWith(page.getElementById("import-counts"));
      return true;
    }
    const here = document.getElementById("import-progress");
    if (here.contains(document.activeElement)) state.focus();
    here.replaceWith(progress);
    return false;
  }

  async function follow() {
    let more = true;
    try {
      const answer = await fetch(location.href);
      if (answer.ok) more = show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The portal is away: it is asked again.
    }
    if (more) setTimeout(follow, EVERY);
  }

  setTimeout(follow, EVERY);
})();
