// The chosen screenshots: names, small previews, and a way to take one back, on the browser's own file field.

import { texts } from "../shared/texts";

type FaultOf = (file: File, already: number, files: number, megabytes: number) => string | null;

/** @param input the file field, which keeps what will be sent; @param list where the pictures are shown. */
export function choosePictures(input: HTMLInputElement, list: HTMLElement, faultOf: FaultOf): void {
  const files = Number(input.dataset.files);
  const megabytes = Number(input.dataset.megabytes);
  const fault = document.createElement("p");
  fault.className = "fault";
  fault.setAttribute("role", "alert");
  input.after(fault);
  let chosen: File[] = [];

  const show = (): void => {
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...chosen.map((file) => row(file, () => remove(file))));
    list.hidden = chosen.length === 0;
  };
  const remove = (file: File): void => {
    chosen = chosen.filter((other) => other !== file);
    show();
    input.focus();
  };

  input.addEventListener("change", () => {
    // Choosing again adds to what is there, where the bare field would replace it.
    const added = [...(input.files ?? [])].filter((file) => !chosen.some((other) => same(file, other)));
    fault.textContent = "";
    for (const file of added) {
      const wrong = faultOf(file, chosen.length, files, megabytes);
      if (wrong) fault.textContent = wrong;
      else chosen.push(file);
    }
    show();
  });
}

function row(file: File, remove: () => void): HTMLElement {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = "";
  const name = document.createElement("span");
  name.className = "file-name";
  name.textContent = file.name;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = texts.removeShort;
  button.setAttribute("aria-label", texts.remove(file.name));
  button.addEventListener("click", remove);
  item.append(image, name, button);
  return item;
}

function same(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
