import { beforeEach, expect, it } from "vitest";
import { faultOf } from "../shared/screenshots";
import { texts } from "../shared/texts";
import { choosePictures } from "./pictures";

let input: HTMLInputElement;
let list: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<input type="file" multiple data-files="2" data-megabytes="1"><ul hidden></ul>';
  input = document.querySelector("input") as HTMLInputElement;
  list = document.querySelector("ul") as HTMLElement;
  choosePictures(input, list, faultOf);
});

function choose(...files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change"));
}
const picture = (name: string, bytes = 10): File => new File([new Uint8Array(bytes)], name, { type: "image/png" });
const sent = (): string[] => [...(input.files ?? [])].map((file) => file.name);
const fault = (): string | null | undefined => document.querySelector(".fault")?.textContent;

it("adds what is chosen later to what is there", () => {
  choose(picture("one.png"));
  choose(picture("two.png"));
  expect(sent()).toEqual(["one.png", "two.png"]);
  expect(list.hidden).toBe(false);
  expect(list.textContent).toContain("two.png");
});

it("leaves out what is too big or too many, and says so", () => {
  choose(picture("huge.png", 1_000_001));
  expect(fault()).toBe(texts.tooBig("huge.png", 1));
  choose(picture("one.png"), picture("two.png"), picture("three.png"));
  expect(fault()).toBe(texts.tooMany(2));
  expect(sent()).toEqual(["one.png", "two.png"]);
});

it("takes one back", () => {
  choose(picture("one.png"), picture("two.png"));
  list.querySelector("button")?.click();
  expect(sent()).toEqual(["two.png"]);
});
