// Bring a ticket page up to date in place: fetch the same page, add the new messages, renew what comes next, stage and
// promises. What the shopper is writing or reading stays where it is.

/** Whether the page was renewed; false when the server could not be reached. */
export async function freshen(page: Document, path: string): Promise<boolean> {
  let html: string;
  try {
    const response = await fetch(path, { headers: { Accept: "text/html" } });
    if (!response.ok) return false;
    html = await response.text();
  } catch {
    return false;
  }
  const fresh = new DOMParser().parseFromString(html, "text/html");
  // A form has come or gone, a solution to agree to, say: only the whole page shows that rightly.
  if (formsOf(page) !== formsOf(fresh) && !writing(page)) {
    page.location.reload();
    return true;
  }
  for (const part of page.querySelectorAll("[data-fresh]")) renew(part, fresh.getElementById(part.id));
  addNewMessages(page, fresh);
  return true;
}

function formsOf(page: Document): string {
  return [...page.forms].map((form) => `${form.getAttribute("action")} ${versionIn(form)}`).join("\n");
}

// Another version of the solution is another form; the id of a form is new with every look and says nothing.
function versionIn(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name=version]")?.value ?? "";
}

function writing(page: Document): boolean {
  return [...page.querySelectorAll("textarea")].some((box) => box.value.trim() !== "");
}

// The element itself stays: one that announces what changes in it must have been there before.
function renew(part: Element, fresh: Element | null): void {
  if (!fresh) return;
  const unfolded = [...part.querySelectorAll("details")].map((details) => details.open);
  fresh.querySelectorAll("details").forEach((details, at) => {
    details.open = unfolded[at] ?? false;
  });
  if (part.innerHTML === fresh.innerHTML) return;
  part.className = fresh.className;
  part.replaceChildren(...[...fresh.childNodes].map((node) => part.ownerDocument.importNode(node, true)));
}

// Only what is new is added, so that a screen reader announces that and nothing again.
function addNewMessages(page: Document, fresh: Document): void {
  const list = page.querySelector("#messages");
  for (const item of fresh.querySelectorAll("#messages > li")) {
    if (list && !page.getElementById(item.id)) list.append(page.importNode(item, true));
  }
}
