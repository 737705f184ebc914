// The ticket page with JavaScript: a reply that survives a reload, and news without one. All else is plain forms.

import { deviceShelf } from "../shared/shelf";
import { texts } from "../shared/texts";
import { freshen } from "./freshen";

const FRESH_MS = 20_000;

const form = document.querySelector<HTMLFormElement>("#reply");
const text = form?.querySelector<HTMLTextAreaElement>("#text");
if (form && text) {
  // The page's path is its key to the ticket; the draft is kept under the number, which opens nothing.
  const shelf = deviceShelf("assistant.reply");
  const number = document.querySelector("h1")?.textContent ?? "";
  text.value ||= shelf.get(number) ?? "";
  text.addEventListener("input", () => shelf.put(number, text.value));
  form.addEventListener("submit", () => shelf.drop(number));
}

for (const each of document.querySelectorAll("form")) sendOnce(each);

setInterval(() => {
  if (document.visibilityState === "visible") void freshen(document, location.pathname);
}, FRESH_MS);

function sendOnce(form: HTMLFormElement): void {
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
    const pressed = event.submitter;
    // A button disabled at once would not be sent along, and its value is the answer.
    setTimeout(() => {
      pressed?.setAttribute("aria-disabled", "true");
      if (pressed) pressed.textContent = texts.sendingForm;
    });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
