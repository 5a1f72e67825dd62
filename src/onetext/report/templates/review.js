"use strict";
const notes = [...document.querySelectorAll(".note")];
const count = document.getElementById("count");
let at = -1;

function decided() {
  const done = notes.filter((note) => note.dataset.decision).length;
  count.textContent = `${done} of ${notes.length} decided.`;
}

function go(to) {
  if (!notes.length) return;
  at = Math.max(0, Math.min(notes.length - 1, to));
  notes[at].focus();
  notes[at].scrollIntoView({ block: "center" });
}

function show(id) {
  for (const mark of document.querySelectorAll("mark")) mark.classList.toggle("current", mark.dataset.ids.split(" ").includes(id));
}

function decide(note, decision) {
  note.dataset.decision = decision;
  note.classList.toggle("accepted", decision === "accept");
  note.classList.toggle("rejected", decision === "reject");
  decided();
}

for (const note of notes) {
  note.addEventListener("focusin", () => { at = notes.indexOf(note); show(note.id); });
  for (const button of note.querySelectorAll("button")) button.addEventListener("click", () => decide(note, button.dataset.do));
}
for (const mark of document.querySelectorAll("mark")) mark.addEventListener("click", () => go(notes.findIndex((note) => note.id === mark.dataset.ids.split(" ").pop())));

function save() {
  const decisions = notes.filter((note) => note.dataset.decision).map((note) => ({
    id: note.id, start: Number(note.dataset.start), end: Number(note.dataset.end),
    decision: note.dataset.decision, speaker: note.querySelector("input").value,
  }));
  const review = { schema: "onetext/review/1", document: document.body.dataset.name, digest: document.body.dataset.digest,
    by: document.getElementById("by").value, date: new Date().toISOString().slice(0, 10), decisions };
  const link = document.createElement("a");
  link.href = "data:application/json;charset=utf-8," + encodeURIComponent(JSON.stringify(review, null, 2));
  link.download = document.body.dataset.name.replace(/\.[^.]*$/, "") + ".review.json";
  link.click();
}

document.getElementById("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.tagName === "INPUT") { if (event.key === "Escape" || event.key === "Enter") { event.target.blur(); go(at); } return; }
  const keys = { j: () => go(at + 1), k: () => go(at - 1), s: save };
  const here = at < 0 ? {} : {
    a: () => { decide(notes[at], "accept"); go(at + 1); },
    r: () => { decide(notes[at], "reject"); go(at + 1); },
    c: () => notes[at].querySelector("input").select(),
  };
  const act = keys[event.key] || here[event.key];
  if (act) { event.preventDefault(); act(); }
});
decided();
