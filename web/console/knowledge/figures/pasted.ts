/** What is pasted from a web page or from Word, as the plain text with "#" and "-" that the box shows. */

const BLOCKS = new Set([
  "P",
  "DIV",
  "SECTION",
  "ARTICLE",
  "MAIN",
  "BLOCKQUOTE",
  "TABLE",
  "UL",
  "OL",
  "DL",
  "DT",
  "DD",
  "PRE",
  "FIGURE",
]);
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "NAV", "BUTTON", "FORM", "SVG", "IMG", "TITLE", "HEAD", "TEMPLATE"]);

/** Empty where the page's text is all there is to it: then the plain text will do. */
export function markdownOf(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  const blocks: string[] = [];
  collect(page.body, blocks);
  const text = blocks
    .join("\n\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return /^(#|- |\d+\. )/m.test(text) ? text : "";
}

function collect(element: Element, blocks: string[]): void {
  let line = "";
  const close = (): void => {
    const text = tidy(line);
    if (text) blocks.push(text);
    line = "";
  };
  for (const node of element.childNodes) {
    if (node instanceof Element && !LEFT_OUT.has(node.tagName)) {
      const level = headingLevel(node);
      if (level > 0) {
        close();
        const title = tidy(node.textContent ?? "").replaceAll("\n", " ");
        if (title) blocks.push(`${"#".repeat(level)} ${title}`);
      } else if (node.tagName === "UL" || node.tagName === "OL") {
        close();
        blocks.push(listOf(node));
      } else if (node.tagName === "TABLE") {
        close();
        blocks.push(rowsOf(node));
      } else if (BLOCKS.has(node.tagName)) {
        close();
        collect(node, blocks);
      } else {
        line += inline(node);
      }
    } else if (node.nodeType === Node.TEXT_NODE) {
      line += node.textContent?.replaceAll(/\s+/g, " ") ?? "";
    }
  }
  close();
}

/** From "h2", or from the names that Word gives its headings; 0 for anything else. */
function headingLevel(element: Element): number {
  const tag = /^H([1-6])$/.exec(element.tagName);
  if (tag) return Number(tag[1]);
  if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level") ?? 2);
  const word = /MsoHeading([1-6])|MsoTitle/.exec(element.className);
  return word ? Number(word[1] ?? 1) : 0;
}

function inline(element: Element): string {
  if (element.tagName === "BR") return "\n";
  let text = "";
  for (const node of element.childNodes) {
    if (node instanceof Element) text += LEFT_OUT.has(node.tagName) ? "" : inline(node);
    else if (node.nodeType === Node.TEXT_NODE) text += node.textContent?.replaceAll(/\s+/g, " ") ?? "";
  }
  const said = text.trim();
  return said && (element.tagName === "B" || element.tagName === "STRONG") ? text.replace(said, `**${said}**`) : text;
}

function listOf(list: Element): string {
  return [...list.children]
    .filter((item) => item.tagName === "LI")
    .map((item, place) => {
      const parts: string[] = [];
      collect(item, parts);
      return `${list.tagName === "OL" ? `${place + 1}.` : "-"} ${parts.join("\n").replaceAll("\n", "\n  ")}`;
    })
    .join("\n");
}

/** A table as a list: its first column, and the rest of each row. */
function rowsOf(table: Element): string {
  return [...table.querySelectorAll("tr")]
    .map((row) => [...row.children].map((cell) => tidy(cell.textContent ?? "").replaceAll("\n", " ")).filter(Boolean))
    .filter((cells) => cells.length > 0)
    .map(([first, ...rest]) => `- ${first}${rest.length > 0 ? `: ${rest.join(", ")}` : ""}`)
    .join("\n");
}

const tidy = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.replaceAll(/[ \t\u00a0]+/g, " ").trim())
    .join("\n")
    .trim();
