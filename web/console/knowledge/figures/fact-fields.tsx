/** One fact: the sentence it completes, its value, where it comes from, what it turns on, and the answer with it. */

import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { exampleOf } from "./examples";
import { describedBy, Fault } from "./fault";
import { type FactForm, factForm, plainName, storedFact, turnsOn, withFact } from "./forms";
import type { PartProps } from "./parts";
import { SectionPicker } from "./section-picker";
import type { Effect, Fact, PolicySection } from "./wire";

interface FactFieldsProps extends PartProps {
  fact: Fact;
}

export function FactFields({ fact, state, stored, open }: FactFieldsProps) {
  const { name } = fact;
  const { draft, preview, overtaken } = state;
  const typed = factForm(draft.forms, fact);
  const touched = draft.forms.facts[name] !== undefined;
  const edit = (change: Partial<FactForm>): void =>
    open.edit((before) => withFact(before, fact, { ...factForm(before.forms, fact), ...change }));
  const sections = [...(preview?.sections ?? []), ...stored.sections];
  const faults = touched ? (preview?.fields ?? {}) : {};
  const valueFault = faults[`facts.${name}.value`];
  const sourceFault = faults[`facts.${name}.source`];
  const foundIn = touched && (!typed.source || sourceFault) ? (preview?.found_in[name] ?? []) : [];
  const effects = touched ? (preview?.entries ?? []).filter(({ facts }) => facts.includes(name)) : [];
  const id = `value-${name}`;
  return (
    <div class="figure-fact">
      <div class="field">
        <label for={id}>
          {fact.hint ?? plainName(name)}
          {fact.said === null && !typed.value && <span class="optional"> (not filled in)</span>}
        </label>
        <textarea
          id={id}
          class="input one-line"
          rows={1}
          autocomplete="off"
          maxLength={1000}
          placeholder={exampleOf(name)}
          value={typed.value}
          aria-invalid={Boolean(valueFault)}
          aria-describedby={describedBy(fact.more && `${id}-more`, valueFault && `${id}-fault`, `${id}-use`)}
          onKeyDown={(event) => {
            // A value is one line, and saving is a button.
            if (event.key === "Enter" && !event.isComposing) event.preventDefault();
          }}
          onInput={(event) => edit({ value: event.currentTarget.value })}
        />
        {fact.more && (
          <p class="hint" id={`${id}-more`}>
            {sentence(fact.more)}
          </p>
        )}
        <Fault id={`${id}-fault`} text={valueFault} />
      </div>
      <div class="field">
        <SectionPicker
          id={`source-${name}`}
          of={fact.hint ?? plainName(name)}
          value={typed.source}
          sections={sections}
          fault={sourceFault}
          onPick={(source) => edit({ source })}
        />
        <FoundIn refs={foundIn} sections={sections} onPick={(source) => edit({ source })} />
      </div>
      <p class="figure-use hint" id={`${id}-use`}>
        {turnsOn(fact, stored.period_days)}{" "}
        {fact.entries.map((entry, place) => (
          <>
            {place > 0 && ", "}
            <Link to={filePath(`answers/${entry.id}.md`)}>{entry.title}</Link>
          </>
        ))}
      </p>
      {overtaken.includes(`facts.${name}`) && (
        <p class="figure-overtaken tone-risk">
          Meanwhile somebody else wrote {said(storedFact(fact))}.{" "}
          <button type="button" class="link-button" onClick={() => open.takeTheirs(`facts.${name}`)}>
            Take that
          </button>
        </p>
      )}
      {effects.map((effect) => (
        <BeforeAfter key={effect.id} effect={effect} />
      ))}
    </div>
  );
}

function FoundIn({
  refs,
  sections,
  onPick,
}: {
  refs: readonly string[];
  sections: readonly PolicySection[];
  onPick: (ref: string) => void;
}) {
  if (refs.length === 0) return null;
  return (
    <p class="hint">
      It stands in{" "}
      {refs.map((ref, place) => {
        const section = sections.find((one) => one.ref === ref);
        return (
          <>
            {place > 0 && " and in "}
            <button type="button" class="link-button" onClick={() => onPick(ref)}>
              {section ? `${section.policy}, ${section.title}` : ref}
            </button>
          </>
        );
      })}
      : take it as the source?
    </p>
  );
}

function BeforeAfter({ effect }: { effect: Effect }) {
  const changed = effect.before !== effect.after;
  const others = effect.still_missing.map(plainName).join(", ");
  return (
    <div class="figure-effect">
      {changed ? (
        <>
          <div>
            <p class="hint">Shoppers read now</p>
            <div class="bubble bubble-before" dangerouslySetInnerHTML={{ __html: effect.before }} />
          </div>
          <div>
            <p class="hint">and once you have saved</p>
            <div class="bubble" dangerouslySetInnerHTML={{ __html: effect.after }} />
          </div>
        </>
      ) : (
        <p class="hint">{others ? `The answer also waits for: ${others}.` : "The answer stays as it is."}</p>
      )}
    </div>
  );
}

const said = ({ value, source }: FactForm): string =>
  `${value ? `"${value}"` : "that it is not stated"}${source ? ` (${source})` : ""}`;

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith(".") ? "" : "."}`;
