// Before anything is drawn: the colours that the reader chose, else those of the system.
"use strict";
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("punchdeck-colours");
  } catch {
    // A browser that keeps nothing shows the system's colours.
  }
  const asked = new URLSearchParams(location.search).get("colours");
  const colours = asked ?? chosen;
  if (colours === "light" || colours === "dark") document.documentElement.dataset.colours = colours;
  document.documentElement.classList.add("scripted");
})();
