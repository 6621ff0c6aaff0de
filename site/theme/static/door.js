"use strict";

// The door of an event: each mark is kept on the device until the portal has taken it, network or not.
(() => {
  const RETRY = 5000; // milliseconds
  const door = document.getElementById("door");
  const words = door.dataset;
  const kept = `door-${words.halfDay}`;
  const rows = [...document.querySelectorAll("#door-list tr")];
  const state = document.getElementById("door-state");
  const last = document.getElementById("door-last");
  const field = document.getElementById("code");
  let sending = false;

  const queue = () => JSON.parse(localStorage.getItem(kept) || "[]");
  const keep = (readings) => localStorage.setItem(kept, JSON.stringify(readings));
  const rowOf = (code) => rows.find((row) => row.dataset.code === code);
  const isHere = (row) => !row.querySelector(".door-here").hidden;

  function show(row, here) {
    const button = row.querySelector("button");
    row.querySelector(".door-here").hidden = !here;
    row.querySelector("[name=present]").value = here ? "non" : "oui";
    button.firstChild.textContent = here ? button.dataset.unmark : button.dataset.mark;
    button.classList.toggle("button-secondary", here);
    document.getElementById("present").textContent = rows.filter(isHere).length;
  }

  function tell(signedOut = false) {
    const left = queue().length;
    const sentence = signedOut ? words.signedOut : words.waiting;
    state.textContent = left ? sentence.replace("__n__", left) : words.sent;
  }

  function mark(row, present) {
    keep([...queue(), { nonce: uuid(), code: row.dataset.code, present, at: Date.now() }]);
    show(row, present);
    send();
  }

  // `crypto.randomUUID` is not there without HTTPS, as on a local network. Written as the portal writes it back.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const figures = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return figures.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  async function send() {
    const readings = queue().slice(0, 100);
    if (sending || !readings.length) return tell();
    sending = true;
    let signedOut = false;
    try {
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(words.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ readings }),
        redirect: "manual",
      });
      signedOut = answer.type === "opaqueredirect" || answer.status === 403;
      if (answer.ok) {
        const { kept: taken, refused, present } = await answer.json();
        const done = new Set([...taken, ...Object.keys(refused)]);
        keep(queue().filter(({ nonce }) => !done.has(nonce)));
        const there = new Set(present);
        // What is still to be sent is newer than the answer.
        const waiting = new Map(queue().map(({ code, present: here }) => [code, here]));
        for (const row of rows) show(row, waiting.get(row.dataset.code) ?? there.has(row.dataset.code));
        const [why] = Object.values(refused);
        if (why) last.textContent = why;
      }
    } catch {
      // No network: what waits is sent later.
    }
    sending = false;
    tell(signedOut);
  }

  function read(code) {
    const row = rowOf(code);
    if (!row) {
      last.textContent = words.unknown;
      return;
    }
    const name = row.querySelector("th").textContent.trim();
    last.textContent = `${name} : ${isHere(row) ? words.twice : words.here}`;
    if (!isHere(row)) mark(row, true);
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  document.getElementById("door-list").addEventListener("submit", (event) => {
    event.preventDefault();
    const row = event.target.closest("tr");
    mark(row, !isHere(row));
  });
  document.getElementById("door-code").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    const found = rows.filter((row) => !row.hidden);
    if (typed) read(rowOf(typed) || found.length !== 1 ? typed : found[0].dataset.code);
    field.value = "";
    filter();
    field.focus();
  });

  function filter() {
    const typed = plain(field.value.trim());
    for (const row of rows) row.hidden = Boolean(typed) && !plain(row.textContent).includes(typed);
    if (typed && rows.every((row) => row.hidden)) for (const row of rows) row.hidden = false; // a code
  }
  field.addEventListener("input", filter);

  // Chromium on Android reads codes by itself; elsewhere a reader types them in the field, or the list does.
  const camera = document.getElementById("door-camera");
  const video = document.getElementById("door-video");
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", async () => {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      let seen = "";
      const look = async () => {
        for (const { rawValue } of await detector.detect(video)) {
          if (rawValue !== seen) read((seen = rawValue));
        }
        requestAnimationFrame(look);
      };
      look();
    });
  }

  for (const { code, present } of queue()) {
    const row = rowOf(code);
    if (row) show(row, present);
  }
  addEventListener("online", send);
  setInterval(send, RETRY);
  send();
})();
