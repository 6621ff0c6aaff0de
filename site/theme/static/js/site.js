/* Comforts only: every page works without this file. */

for (const element of document.querySelectorAll("[data-needs-js]")) element.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  if ("copy" in button.dataset) {
    await navigator.clipboard.writeText(button.dataset.copy);
    // The label itself changes, inside a live region, so that everybody learns it.
    const label = button.querySelector("span");
    label.setAttribute("role", "status");
    label.textContent = button.dataset.done;
  }
});

// Leaving a small screen for a wide one closes the menu, which is then part of the header.
const panel = document.getElementById("menu");
matchMedia("(min-width: 62rem)").addEventListener("change", (wide) => {
  if (wide.matches && panel?.matches(":popover-open")) panel.hidePopover();
});

/* Titles or places proposed while a visitor types: a combobox with a list, where one chooses with the arrows (WAI-ARIA APG,
   "editable combobox with list autocomplete, manual selection"). The form sends what is typed, as without it. */
const PAUSE = 150; // milliseconds without a key before the portal is asked
const SHORTEST = 2; // characters

function addElement(tag, parent, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

function proposeTitles(input) {
  const box = input.parentElement;
  const id = `${input.id}-suggestions`;
  const list = addElement("div", box, { id, role: "listbox", class: "suggestions", "aria-label": "Suggestions", hidden: "" });
  const status = addElement("p", box, { role: "status", class: "visually-hidden" });
  // A field of type `search` cannot be a combobox (ARIA in HTML).
  const keyboard = { type: "text", inputmode: "search", enterkeyhint: "search" };
  const attributes = { ...keyboard, role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  let active = -1;
  let waiting;
  let asking;

  function activate(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    activate(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }

  function show({ suggestions, message }) {
    activate(-1);
    list.replaceChildren();
    suggestions.forEach(({ title, url, kind }, index) => {
      const attributes = { id: `${id}-${index}`, role: "option", "aria-selected": "false", tabindex: "-1" };
      if (url) attributes.href = url;
      const option = addElement("a", list, attributes, title);
      if (kind) addElement("small", option, {}, ` ${kind}`);
      // What leads nowhere is a value for the field.
      if (!url) option.addEventListener("click", () => {
        input.value = title;
        close();
      });
    });
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = message;
  }

  async function ask() {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < SHORTEST) return close();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = new URL(input.dataset.suggestions, location);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { signal });
      const found = await answer.json();
      if (!signal.aborted && document.activeElement === input) show(found);
    } catch {
      // Offline, or the portal is busy: there is nothing to propose, and the form still works.
      if (!signal.aborted) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    activate(-1);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const last = list.children.length - 1;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      // One step before the first option and one after the last are the field itself.
      else if (key === "ArrowDown") activate(active === last ? -1 : active + 1);
      else activate(active === -1 ? last : active - 1);
    } else if (key === "Escape") {
      event.preventDefault();
      if (list.hidden) input.value = "";
      else close();
    } else if (list.hidden) {
      return;
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      list.children[active].click();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      activate(-1); // Back in the field, where the browser moves the cursor.
    }
  });
  input.addEventListener("blur", close);
  // Pressing an option must not take the focus from the field before the click is made.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("pagehide", close);
}

for (const input of document.querySelectorAll("input[data-suggestions]")) proposeTitles(input);
