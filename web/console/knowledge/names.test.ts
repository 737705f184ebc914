import { expect, test } from "vitest";
import { entryFile, entryIdOf, nameFault, slug } from "./names";

test.each([
  ["Do you gift-wrap?", "do-you-gift-wrap"],
  ["What's the crème's shelf life?", "whats-the-cremes-shelf-life"],
  ["How long do I have to return something?", "how-long-do-i-have-to"],
  ["???", ""],
])("%s makes a name for a file", (title, name) => {
  expect(slug(title)).toBe(name);
});

test("an entry's id and its file name each other", () => {
  expect(entryFile("returns/window")).toBe("answers/returns/window.md");
  expect(entryIdOf("answers/returns/window.md")).toBe("returns/window");
  expect(entryIdOf("canned/window.md")).toBeNull();
});

test("a name is free and fit for a link, or in words why not", () => {
  expect(nameFault("returns", "start", ["returns/window"])).toBeNull();
  expect(nameFault("returns", "window", ["returns/window"])).toBe("There is an entry returns/window already.");
  expect(nameFault("Returns", "start", [])).toBe("Write the topic in small letters, digits and hyphens.");
  expect(nameFault("returns", "", [])).toBe("Write the name in small letters, digits and hyphens.");
});
