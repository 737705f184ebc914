/** Busy periods: when, by how much the promises stretch, and what shoppers read. */

import { useRef } from "preact/hooks";
import { useSession } from "../../session";
import { describedBy, Fault } from "./fault";
import { peakForms, withPeaks } from "./forms";
import type { PartProps } from "./parts";
import { PromisedDates } from "./promised-dates";
import type { PeakEffect, PeakForm } from "./wire";

const NEW: PeakForm = { name: "", from: "", to: "", extra_business_days: "2", notice: "" };

export function Peaks({ state, stored, open }: PartProps) {
  const peaks = peakForms(state.draft.forms, stored);
  const list = useRef<HTMLOListElement>(null);
  const edit = (typed: readonly PeakForm[]): void => open.edit((draft, now) => withPeaks(draft, now, typed));
  const add = (): void => {
    edit([...peaks, NEW]);
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector("input")?.focus());
  };
  return (
    <section class="figures-part" aria-labelledby="peaks">
      <h2 id="peaks" tabIndex={-1}>
        Busy periods
      </h2>
      <p>
        What begins in a busy period is promised a few business days later, and shoppers read why before they send. No
        two may share a day.
      </p>
      {state.overtaken.includes("peaks") && (
        <p class="tone-risk">
          Meanwhile somebody else saved the busy periods:{" "}
          {stored.peaks.map(({ name }) => name).join(", ") || "there are none now"}.{" "}
          <button type="button" class="link-button" onClick={() => open.takeTheirs("peaks")}>
            Take theirs
          </button>
        </p>
      )}
      <ol class="figures-peaks" ref={list}>
        {peaks.map((peak, place) => (
          <li key={place}>
            <PeakFields
              place={place}
              peak={peak}
              faults={state.preview?.fields ?? {}}
              tried={state.tried}
              effect={state.preview?.peaks.find(({ name }) => name === peak.name.trim() && name !== "")}
              onChange={(changed) => edit(peaks.map((one, at) => (at === place ? changed : one)))}
              onRemove={() => {
                edit(peaks.filter((_, at) => at !== place));
                document.getElementById("peaks")?.focus();
              }}
            />
          </li>
        ))}
      </ol>
      <p>
        <button type="button" class="button" onClick={add}>
          Add a busy period
        </button>
      </p>
    </section>
  );
}

interface PeakFieldsProps {
  place: number;
  peak: PeakForm;
  faults: Readonly<Record<string, string>>;
  tried: boolean;
  effect: PeakEffect | undefined;
  onChange: (peak: PeakForm) => void;
  onRemove: () => void;
}

function PeakFields({ place, peak, faults, tried, effect, onChange, onRemove }: PeakFieldsProps) {
  const { me } = useSession();
  const field = (name: keyof PeakForm, label: string, hint: string, control: Record<string, unknown>) => {
    const id = `peak-${place}-${name}`;
    // Whoever has just begun need not hear of every field that is still empty.
    const fault = tried || peak[name] ? faults[`peaks.${place}.${name}`] : undefined;
    return (
      <div class={`field field-${name}`}>
        <label for={id}>{label}</label>
        <input
          id={id}
          class="input"
          autocomplete="off"
          value={peak[name]}
          aria-invalid={Boolean(fault)}
          aria-describedby={describedBy(hint && `${id}-hint`, fault && `${id}-fault`)}
          onInput={(event) => onChange({ ...peak, [name]: event.currentTarget.value })}
          {...control}
        />
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        <Fault id={`${id}-fault`} text={fault} />
      </div>
    );
  };
  return (
    <fieldset class="peak">
      <legend class="visually-hidden">{peak.name || "A new busy period"}</legend>
      <div class="peak-fields">
        {field("name", "Name", "", { placeholder: "For example: Winter sale", maxLength: 120 })}
        {field("from", "First day", "", { type: "date" })}
        {field("to", "Last day", "", { type: "date" })}
        {field("extra_business_days", "Extra business days", "", { inputMode: "numeric", maxLength: 3 })}
      </div>
      {field("notice", "What shoppers read", "", {
        placeholder: "For example: Many people are writing to us in these weeks, so our replies take a little longer.",
        maxLength: 1000,
      })}
      {effect && !effect.over && (
        <div class="peak-effect">
          <p class="hint">Who writes in this time reads</p>
          <p class="bubble">{effect.with.notice}</p>
          <PromisedDates at={effect.at} before={effect.without} after={effect.with} zone={me.shop.time_zone} />
        </div>
      )}
      {effect?.over && <p class="hint">This period is over.</p>}
      <p>
        <button type="button" class="link-button" onClick={onRemove}>
          Remove {peak.name || "this busy period"}
        </button>
      </p>
    </fieldset>
  );
}
