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
  if (box) box.checked = !box.checked;
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
