import { expect, it } from "vitest";
import { markdownOf } from "./pasted";

it("takes headings, lists and paragraphs from a web page, and leaves the rest of it out", () => {
  const page = `<html><body><nav>Menu</nav><div><h1>Shipping <em>Policy</em></h1><p>We ship\n <b>fast</b>.<br>Truly.</p>
    <h2>Costs</h2><ul><li>Standard: USD&nbsp;4.90</li><li><p>Express: USD 12</p></li></ul><script>alert(1)</script>
    <img src="x" onerror="alert(1)">Loose text</div></body></html>`;
  expect(markdownOf(page)).toBe(
    "# Shipping Policy\n\nWe ship **fast**.\nTruly.\n\n## Costs\n\n- Standard: USD 4.90\n- Express: USD 12\n\nLoose text",
  );
});

it("knows the headings of Word, and reads a table as a list", () => {
  const word = `<p class=MsoTitle>Returns</p><p class="MsoHeading2">When</p><p class=MsoNormal>Within 60 days.</p>
    <table><tr><th>Way</th><th>Cost</th></tr><tr><td>Mail</td><td>USD 5</td></tr></table><ol><li>Write</li><li>Send</li></ol>`;
  expect(markdownOf(word)).toBe(
    "# Returns\n\n## When\n\nWithin 60 days.\n\n- Way: Cost\n- Mail: USD 5\n\n1. Write\n2. Send",
  );
});

it("leaves it to the plain text where a page marks nothing", () => {
  expect(markdownOf("<div>Costs</div><div>USD 5.</div>")).toBe("");
  expect(markdownOf("")).toBe("");
});
