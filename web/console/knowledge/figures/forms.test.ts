import { describe, expect, it } from "vitest";
import { fact, figures } from "./fixtures";
import {
  afterSaving,
  byTopic,
  closedDays,
  type Draft,
  factForm,
  isTouched,
  mostWanted,
  plainName,
  progress,
  rebased,
  sent,
  storedPeaks,
  touchedWords,
  turnsOn,
  UNTOUCHED,
  weekWords,
  withClosed,
  withFact,
  withPeaks,
  withPolicy,
} from "./forms";
import type { Fact, Figures } from "./wire";

const named = (stored: Figures, name: string): Fact => stored.facts.find((one) => one.name === name) as Fact;
const cost = (stored: Figures, value: string, source = "", draft: Draft = UNTOUCHED): Draft =>
  withFact(draft, named(stored, "shipping.cost"), { value, source });

describe("what was typed", () => {
  it("is kept beside what lies in the folder, and is nothing once it is the same again", () => {
    const stored = figures();
    const draft = cost(stored, "USD 5");
    expect(factForm(draft.forms, named(stored, "shipping.cost"))).toEqual({ value: "USD 5", source: "" });
    expect(factForm(draft.forms, named(stored, "returns.window_days")).value).toBe("60");
    expect(isTouched(draft.forms)).toBe(true);
    expect(cost(stored, "", "", draft)).toEqual(UNTOUCHED);
  });

  it("sends only what was touched, and null for a figure in no policy", () => {
    const stored = figures();
    const draft = withPolicy(cost(stored, "USD 5"), "shipping", {
      title: "Shipping",
      text: "x",
      markdown: "# Shipping",
    });
    expect(sent(draft.forms)).toEqual({
      facts: { "shipping.cost": { value: "USD 5", source: null } },
      policies: { shipping: "# Shipping" },
    });
    expect(sent(withClosed(draft, stored, []).forms).closed).toEqual([]);
    expect(touchedWords(withClosed(draft, stored, []).forms)).toBe("1 fact, the days off and 1 new policy");
  });

  it("puts days off in order and counts none twice", () => {
    const stored = figures();
    const draft = withClosed(UNTOUCHED, stored, ["2026-12-31", "2026-12-24", "2026-12-31"]);
    expect(closedDays(draft.forms, stored)).toEqual(["2026-12-24", "2026-12-31"]);
    expect(withClosed(draft, stored, ["2026-12-24"])).toEqual(UNTOUCHED);
  });

  it("lets go of a source when its policy is taken out again", () => {
    const policy = { title: "Shipping", text: "", markdown: "" };
    const draft = cost(figures(), "USD 5", "shipping#1", withPolicy(UNTOUCHED, "shipping", policy));
    expect(withPolicy(draft, "shipping", null).forms.facts["shipping.cost"]).toEqual({ value: "USD 5", source: "" });
  });
});

describe("what somebody else saved meanwhile", () => {
  const before = figures();
  const theirs = figures({ facts: [...before.facts.slice(0, 1), fact("shipping.cost", { said: "USD 9" })] });

  it("is told at the field that both changed", () => {
    expect(rebased(cost(before, "USD 5"), theirs).overtaken).toEqual(["facts.shipping.cost"]);
  });

  it("is no matter where only they changed something", () => {
    const window = withFact(UNTOUCHED, named(before, "returns.window_days"), { value: "30", source: "" });
    const { draft, overtaken } = rebased(window, theirs);
    expect(overtaken).toEqual([]);
    expect(draft.forms.facts["returns.window_days"]?.value).toBe("30");
  });

  it("ends the draft where both wrote the same", () => {
    expect(rebased(cost(before, "USD 9"), theirs)).toEqual({ draft: UNTOUCHED, overtaken: [] });
  });

  it("ends the draft of a fact that is there no more", () => {
    const time = withFact(UNTOUCHED, named(before, "shipping.time"), { value: "3-5", source: "" });
    expect(isTouched(rebased(time, theirs).draft.forms)).toBe(false);
  });

  it("is told of the peaks and the days off as a whole", () => {
    const peaks = withPeaks(UNTOUCHED, before, []);
    const both = withClosed(peaks, before, []);
    const now = figures({ peaks: [], calendar: { ...before.calendar, closed: ["2027-01-02"] } });
    const { draft, overtaken } = rebased(both, now);
    expect(overtaken).toEqual(["closed"]);
    expect(draft.forms.peaks).toBeNull();
  });
});

it("after a save keeps what was typed while it was under way", () => {
  const stored = figures();
  const before = withPeaks(cost(stored, "USD 5"), stored, []);
  const after = afterSaving(cost(stored, "USD 6", "", before), before.forms);
  expect(after.forms).toEqual({
    facts: { "shipping.cost": { value: "USD 6", source: "" } },
    peaks: null,
    closed: null,
    policies: {},
  });
});

describe("the order of the facts", () => {
  it("is by topic, in each the empty ones first and of these the most wanted", () => {
    const topics = byTopic([...figures().facts, fact("shipping.label", { said: "free" }), fact("gifts.wrap")]);
    expect(topics.map(({ name, facts }) => [name, facts.map((one) => one.name)])).toEqual([
      ["shipping", ["shipping.time", "shipping.cost", "shipping.label"]],
      ["returns", ["returns.window_days"]],
      ["gifts", ["gifts.wrap"]],
    ]);
  });

  it("tells the few that most handovers wait for", () => {
    expect(mostWanted(figures().facts, 1).map(({ name }) => name)).toEqual(["shipping.time"]);
  });
});

describe("in words", () => {
  it("a fact tells what it turns on", () => {
    expect(turnsOn(fact("a.b", { handovers: 41 }), 30)).toBe(
      "1 entry waits for this; its questions led to 41 handovers in the last 30 days.",
    );
    const entries = [1, 2].map((place) => ({ id: `a/${place}`, title: "" }));
    expect(turnsOn(fact("a.b", { entries }), 30)).toBe("2 entries wait for this.");
    expect(turnsOn(fact("a.b", { said: "60" }), 30)).toBe("1 entry quotes this.");
    expect(turnsOn(fact("a.b", { entries: [] }), 30)).toBe("No entry quotes this.");
  });

  it("the progress counts what was typed", () => {
    const stored = figures();
    expect(progress(stored, cost(stored, "USD 5").forms)).toEqual({ filled: 1, soon: 2, all: 3 });
  });

  it("names and weeks are as people say them", () => {
    expect(plainName("orders.cancel_window")).toBe("Orders: cancel window");
    expect(weekWords(["mon", "tue", "wed"])).toBe("Mon to Wed");
    expect(weekWords(["mon", "wed", "thu"])).toBe("Mon, Wed, Thu");
  });

  it("a peak is typed as text", () => {
    expect(storedPeaks(figures().peaks)[0]?.extra_business_days).toBe("1");
  });
});
