"use strict";
(() => {
  const on = document.getElementById("keys-on");
  const store = { get: () => { try { return localStorage.getItem("keys"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("keys", value); } catch { /* then for this page alone */ } } };
  on.checked = store.get() !== "off";
  on.addEventListener("change", () => store.set(on.checked ? "on" : "off"));

  const isField = (node) => node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement ||
    (node instanceof HTMLInputElement && !["radio", "checkbox", "submit", "button"].includes(node.type)) || node.isContentEditable;

  const reveal = (node) => { for (let at = node.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true; };

  // A selection in a source's words becomes the quotation of that source's form.
  const quote = () => {
    const selection = document.getSelection();
    const words = selection ? selection.toString().replace(/\s+/g, " ").trim() : "";
    const from = selection && selection.anchorNode ? selection.anchorNode.parentElement : null;
    const source = from ? from.closest(".source") : null;
    const opener = (source || document).querySelector("[data-read]");
    if (!opener) return;
    reveal(opener);
    opener.parentElement.open = true;
    const form = opener.parentElement.querySelector("form");
    if (words && source) {
      form.elements.quote.value = words;
      const passage = from.closest("[data-place]");
      if (passage) {
        form.elements["read-as"].value = "full-text";
        if (!form.elements.locator.value) form.elements.locator.value = passage.dataset.place;
      } else if (from.closest(".quotable, .near")) {
        form.elements["read-as"].value = "abstract";
        if (!form.elements.locator.value) form.elements.locator.value = "Abstract";
      }
    }
    form.elements.quote.focus();
  };

  const use = (node) => {
    // A summary opens and closes its own details; only what is around it is revealed.
    reveal(node.tagName === "SUMMARY" ? node.parentElement : node);
    if (node instanceof HTMLInputElement && node.type === "radio") {
      node.checked = true;
      const note = node.form.querySelector("[data-enter]");
      (note || node).focus();
    } else if (isField(node)) node.focus();
    else if (node.tagName === "SUMMARY") { node.parentElement.open = !node.parentElement.open; node.focus(); node.scrollIntoView({ block: "nearest" }); }
    else node.click();
  };

  document.addEventListener("keydown", (event) => {
    const node = event.target;
    // Enter in the note of a verdict records it; with Shift it begins a line.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && node.matches && node.matches("textarea[data-enter]")) {
      event.preventDefault();
      node.form.requestSubmit();
      return;
    }
    if (event.key === "Escape" && isField(node)) { node.blur(); return; }
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || isField(node)) return;
    if (event.key === "q") { event.preventDefault(); quote(); return; }
    const wanted = [...document.querySelectorAll("[data-key]")].find((found) => found.dataset.key === event.key);
    if (wanted) { event.preventDefault(); use(wanted); }
  });

  // Nothing is sent twice by two quick presses.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

  const side = document.querySelector(".side");
  const here = side && side.querySelector("mark.here");
  if (here && getComputedStyle(side).overflowY === "auto") {
    side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
  }

  const told = document.querySelector("#told p");
  if (told) setTimeout(() => { document.getElementById("live").textContent = told.textContent; }, 150);
})();
