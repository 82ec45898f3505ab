// The keyboard: what each key does is a link or a button of the page, which works without this.
"use strict";

const cards = [...document.querySelectorAll(".card")];
const dialog = document.getElementById("keys");
let at = -1;

function go(step) {
  const link = document.querySelector(step > 0 ? 'main a[rel="next"]' : 'main a[rel="prev"]');
  const next = at + step;
  if (!cards.length || next >= cards.length || (next < 0 && at >= 0)) {
    if (link) link.click();
    return;
  }
  cards[at]?.classList.remove("here");
  at = Math.max(next, 0);
  cards[at].classList.add("here");
  cards[at].querySelector("a, button")?.focus();
}

function decide(what) {
  const form = document.getElementById("marked");
  const button = form?.querySelector(`button[value="${what}"]`);
  if (!button) return;
  const here = cards[at]?.querySelector("[type=checkbox]");
  if (here && !form.querySelector("[type=checkbox]:checked")) here.checked = true;
  button.click();
}

function mark() {
  const box = cards[at]?.querySelector("[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: mark,
  a: () => decide("publish"),
  h: () => decide("hold"),
  d: () => decide("drop"),
  c: () => document.getElementById("correct")?.click(),
  u: () => document.getElementById("up")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => (dialog.open ? dialog.close() : dialog.showModal()),
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog.open && event.key !== "?") return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (!card) return;
  cards[at]?.classList.remove("here");
  at = cards.indexOf(card);
  card.classList.add("here");
});

const button = document.getElementById("show-keys");
button.hidden = false;
button.addEventListener("click", () => dialog.showModal());

// Times: the server writes them in the zone that this cookie names, and in UTC before there is one.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = `zone=${encodeURIComponent(zone)}`;
if (zone && !document.cookie.split("; ").includes(known)) {
  document.cookie = `${known}; path=/; max-age=31536000; samesite=strict`;
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const form = new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: zone });
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = form.format(new Date(time.dateTime));
  }
}

// What takes a while says so until its page comes, and no more when one goes back to this one.
const status = document.getElementById("status");
const pause = document.createElement("p");
pause.className = "flash";
for (const form of document.querySelectorAll("form[data-wait]")) {
  form.addEventListener("submit", () => {
    pause.textContent = form.dataset.wait;
    status.append(pause);
    pause.scrollIntoView({ block: "nearest" });
  });
}
addEventListener("pageshow", () => pause.remove());

// What a rule changes is counted on while its page is read; at the end it is said once.
const trial = () => document.getElementById("trial");
async function recount() {
  const shown = trial();
  if (shown?.dataset.state !== "at work") return;
  let answer;
  try {
    answer = await fetch(shown.dataset.trial);
  } catch {
    answer = undefined; // the server has ended, or may come again
  }
  if (answer && !answer.ok) return;
  if (answer) {
    shown.outerHTML = await answer.text();
    if (trial().dataset.state === "over") {
      const end = document.createElement("p");
      end.className = "hidden";
      end.textContent = document.getElementById("counted").textContent;
      status.append(end);
    }
  }
  setTimeout(recount, 1000);
}
setTimeout(recount, 1000);

// Filters are open where there is room; marks are counted, and all set or taken away at once.
const narrow = document.querySelector(".narrow");
if (narrow && matchMedia("(min-width: 60rem)").matches) narrow.open = true;
const marks = document.getElementById("marks");
const boxes = [...document.querySelectorAll(".card [type=checkbox]")];
const all = document.getElementById("mark-all");
function count() {
  const marked = boxes.filter((box) => box.checked).length;
  marks.textContent = `${marked} marked:`;
  all.setAttribute("aria-pressed", String(marked === boxes.length));
}
if (marks && all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    count();
  });
  document.addEventListener("change", count);
  addEventListener("pageshow", count);
}
