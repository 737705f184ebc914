/** Where a figure stands: a section of a policy, with its text to look at, or none. */

import { describedBy, Fault } from "./fault";
import type { PolicySection } from "./wire";

interface SectionPickerProps {
  id: string;
  /** The sentence of the fact. */
  of: string;
  value: string;
  sections: readonly PolicySection[];
  fault: string | undefined;
  onPick: (ref: string) => void;
}

export function SectionPicker({ id, of, value, sections, fault, onPick }: SectionPickerProps) {
  const policies = [...new Set(sections.map(({ policy }) => policy))];
  const chosen = sections.find(({ ref }) => ref === value);
  return (
    <>
      <label for={id}>
        Stands in <span class="visually-hidden">({of})</span>
      </label>
      <select
        id={id}
        class="input"
        value={value}
        aria-invalid={Boolean(fault)}
        aria-describedby={describedBy(fault && `${id}-fault`)}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        <option value="">In no policy</option>
        {value && !chosen && <option value={value}>{value} (not there any more)</option>}
        {policies.map((policy) => (
          <optgroup key={policy} label={policy}>
            {sections
              .filter((section) => section.policy === policy)
              .map(({ ref, title }) => (
                <option key={ref} value={ref}>
                  {title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <Fault id={`${id}-fault`} text={fault} />
      {chosen && (
        <details class="figure-section" open={Boolean(fault)}>
          <summary>What the section says</summary>
          <div class="section-text" dangerouslySetInnerHTML={{ __html: chosen.html }} />
        </details>
      )}
    </>
  );
}
