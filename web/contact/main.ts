// The contact form with JavaScript: pictures shown and checked before they are sent, a draft that survives a reload, no
// second sending by a second click, and the way to the chat. Without any of it the form works all the same.

import { faultOf } from "../shared/screenshots";
import { deviceShelf } from "../shared/shelf";
import { texts } from "../shared/texts";
import { choosePictures } from "./pictures";

const DRAFTED = ["details", "order_number", "product", "sku"];

const form = document.querySelector<HTMLFormElement>("#contact-form");
if (form) {
  document.querySelector<HTMLElement>("#summary")?.focus();
  keepDraft(form);
  sendOnce(form);
  const input = form.querySelector<HTMLInputElement>("#screenshots");
  const list = form.querySelector<HTMLElement>("#chosen");
  if (input && list) choosePictures(input, list, faultOf);
}

const openChat = document.querySelector<HTMLButtonElement>("#open-chat");
if (openChat) {
  openChat.hidden = false;
  openChat.addEventListener("click", () => window.SupportAssistant?.open());
}

function keepDraft(form: HTMLFormElement): void {
  const shelf = deviceShelf("assistant.form");
  for (const name of DRAFTED) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    field.value ||= shelf.get(name) ?? "";
    field.addEventListener("input", () => shelf.put(name, field.value));
  }
  form.addEventListener("submit", () => {
    for (const name of DRAFTED) shelf.drop(name);
  });
}

function sendOnce(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("#send");
  if (!button) return;
  const label = button.textContent;
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = texts.sendingForm;
  });
  // The browser's back button brings the page back as it was left.
  addEventListener("pageshow", () => {
    sending = false;
    button.removeAttribute("aria-disabled");
    button.textContent = label;
  });
}
