/** The policies that figures come from, and a way to bring in those the shop has on its website. */

import { useRef, useState } from "preact/hooks";
import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { counted } from "../../words/labels";
import { Fault } from "./fault";
import { withPolicy } from "./forms";
import type { PartProps } from "./parts";
import { PastePolicy } from "./paste-policy";
import type { PolicySection } from "./wire";

export function Policies({ state, stored, open }: PartProps) {
  const [pasting, setPasting] = useState<string | null>(null);
  const begin = useRef<HTMLButtonElement>(null);
  const { policies } = state.draft.forms;
  const close = (): void => {
    setPasting(null);
    requestAnimationFrame(() => begin.current?.focus());
  };
  return (
    <section class="figures-part" aria-labelledby="policies">
      <h2 id="policies">Policies</h2>
      <p>
        Paste the policies of your shop, such as its Shipping, Refund or Privacy Policy. Then say for each fact in which
        section it stands: answers link to it, and the check sees to it that both say the same.
      </p>
      <ul class="figures-policies">
        {given(stored.sections).map(([name, title, sections]) => (
          <li key={name}>
            <Link to={filePath(`policies/${name}.md`)}>{title}</Link>{" "}
            <span class="faint">{counted(sections, "section")}</span>
          </li>
        ))}
        {Object.entries(policies).map(([name, policy]) => (
          <li key={name}>
            {policy.title} <span class="draft-mark">new, not saved</span>{" "}
            <button type="button" class="link-button" onClick={() => setPasting(name)}>
              Edit {policy.title}
            </button>{" "}
            <button
              type="button"
              class="link-button"
              onClick={() => {
                if (pasting === name) setPasting(null);
                open.edit((draft) => withPolicy(draft, name, null));
              }}
            >
              Remove {policy.title}
            </button>
            <Fault id={`policy-${name}-fault`} text={state.preview?.fields[`policies.${name}`]} />
          </li>
        ))}
      </ul>
      {pasting === null ? (
        <p>
          <button ref={begin} type="button" class="button" onClick={() => setPasting("")}>
            Paste a policy
          </button>
        </p>
      ) : (
        <PastePolicy
          key={pasting}
          name={pasting}
          policy={policies[pasting] ?? null}
          taken={[...given(stored.sections).map(([name]) => name), ...Object.keys(policies)]}
          onDone={(name, policy) => {
            open.edit((draft) => withPolicy(draft, name, policy));
            close();
          }}
          onCancel={close}
        />
      )}
    </section>
  );
}

/** Name, title and number of sections of each policy. */
function given(sections: readonly PolicySection[]): [string, string, number][] {
  const found = new Map<string, [string, string, number]>();
  for (const { ref, policy } of sections) {
    const name = ref.split("#")[0] as string;
    found.set(name, [name, policy, (found.get(name)?.[2] ?? 0) + 1]);
  }
  return [...found.values()];
}
