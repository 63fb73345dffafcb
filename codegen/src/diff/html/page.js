"use strict";
(() => {
  const form = document.getElementById("filter");
  const words = document.getElementById("words");
  const major = document.getElementById("major");
  const shown = document.getElementById("shown");
  const changes = [...document.querySelectorAll(".change")];
  const items = [...document.querySelectorAll(".item")];
  const texts = new Map([...changes, ...items].map((one) => [one, one.textContent.toLowerCase()]));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set([...form.querySelectorAll("input[value]:checked")].map((box) => box.value));
    const fits = (one) => wanted.every((word) => texts.get(one).includes(word)) && (!major.checked || one.dataset.rust === "major");
    let count = 0;
    for (const change of changes) {
      change.hidden = !(levels.has(change.dataset.level) && fits(change));
      count += change.hidden ? 0 : 1;
    }
    for (const item of items) item.hidden = !fits(item);
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".change:not([hidden])");
    shown.textContent = `${count} of ${changes.length} entries`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
