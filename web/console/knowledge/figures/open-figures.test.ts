import { beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../../api";
import type { Live } from "../../live";
import type { figuresApi } from "./figures-api";
import { fact, figures, preview } from "./fixtures";
import { withFact } from "./forms";
import { OpenFigures } from "./open-figures";
import type { Figures, SentForms } from "./wire";

const LIVE = { on: () => () => {} } as unknown as Live;

let stored: Figures;
let saves: { forms: SentForms; base: string }[];
let answer: (base: string) => void;
let faults: Record<string, string>;

const ask = {
  look: async () => stored,
  preview: async () => preview({ fields: faults }),
  arrange: async () => {
    throw new Error("not asked");
  },
  save: async (forms: SentForms, base: string) => {
    saves.push({ forms, base });
    answer(base);
    return { files: [], versions: [], findings: [] };
  },
} as unknown as typeof figuresApi;

const typed = (open: OpenFigures, value: string): void =>
  open.edit((draft, now) => {
    const cost = now.facts.find(({ name }) => name === "shipping.cost");
    return cost ? withFact(draft, cost, { value, source: "" }) : draft;
  });

const opened = async (): Promise<OpenFigures> => {
  const open = new OpenFigures(LIVE, localStorage, "u-eda", ask);
  await vi.waitFor(() => expect(open.state.value.stored).not.toBeNull());
  return open;
};

const overtaken = (): ApiError =>
  new ApiError(409, "changed_underneath", "Changed.", { "policy.yaml": "Bo saved it." });

beforeEach(() => {
  localStorage.clear();
  stored = figures();
  saves = [];
  answer = () => {};
  faults = {};
});

it("keeps what was typed over a reload until it is saved", async () => {
  typed(await opened(), "USD 5");
  const again = await opened();
  expect(again.state.value.draft.forms.facts["shipping.cost"]?.value).toBe("USD 5");
  expect(await again.save("")).toBe(true);
  expect(saves[0]).toEqual({
    forms: { facts: { "shipping.cost": { value: "USD 5", source: null } }, policies: {} },
    base: "h1",
  });
  expect(localStorage.length).toBe(0);
  expect(again.state.value.said).toContain("Saved");
});

it("saves again by itself where somebody else changed only other figures", async () => {
  const open = await opened();
  typed(open, "USD 5");
  answer = (base) => {
    if (base !== "h1") return;
    stored = figures({ hash: "h2", facts: [...stored.facts, fact("gifts.wrap", { said: "free" })] });
    throw overtaken();
  };
  expect(await open.save("")).toBe(true);
  expect(saves.map(({ base }) => base)).toEqual(["h1", "h2"]);
  expect(open.state.value.refused).toBeNull();
});

it("shows whose figure it is where both wrote one, and saves mine only when asked again", async () => {
  const open = await opened();
  typed(open, "USD 5");
  answer = (base) => {
    if (base !== "h1") return;
    stored = figures({ hash: "h2", facts: [fact("shipping.cost", { said: "USD 9" })] });
    throw overtaken();
  };
  expect(await open.save("")).toBe(false);
  expect(saves).toHaveLength(1);
  expect(open.state.value.overtaken).toEqual(["facts.shipping.cost"]);
  expect(open.state.value.draft.forms.facts["shipping.cost"]?.value).toBe("USD 5");
  expect(await open.save("")).toBe(true);
  expect(saves[1]?.base).toBe("h2");
});

it("takes theirs when told to", async () => {
  const open = await opened();
  typed(open, "USD 5");
  open.takeTheirs("facts.shipping.cost");
  expect(open.state.value.draft.forms.facts).toEqual({});
});

it("puts the server's words at their fields and loses nothing", async () => {
  const open = await opened();
  typed(open, "5-3");
  await vi.waitFor(() => expect(open.state.value.preview).not.toBeNull());
  faults = { "facts.shipping.cost.value": "Write the smaller number first: 3-5." };
  answer = () => {
    throw new ApiError(422, "invalid", "Nothing was saved yet.", faults);
  };
  expect(await open.save("")).toBe(false);
  expect(open.state.value.preview?.fields).toEqual(faults);
  expect(open.state.value.refused?.message).toContain("What you typed is kept here.");
  expect(localStorage.length).toBe(1);
});

it("throws all away and brings it back", async () => {
  const open = await opened();
  typed(open, "USD 5");
  open.drop();
  expect(localStorage.length).toBe(0);
  open.undrop();
  expect(open.state.value.draft.forms.facts["shipping.cost"]?.value).toBe("USD 5");
});
