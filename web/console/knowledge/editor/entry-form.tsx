/** An entry as a form: every field changes its own lines of the file and leaves the others as they are. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useOverview } from "../context";
import { FieldFindings } from "../findings";
import { useTyped } from "../use-typed";
import type { EntryKind, Finding, HandoffRule, Room } from "../wire";
import { AnswerField, type AnswerHandle } from "./answer-field";
import { type EntryFields, type FieldName, fieldAt, type Read, withField } from "./entry-text";
import { isFaulty } from "./field-findings";
import { FigurePicker } from "./figure-picker";
import { QuestionsField } from "./questions-field";
import { RelatedField } from "./related-field";

interface EntryFormProps {
  id: string;
  fields: EntryFields;
  read: Read;
  text: string;
  findings: readonly Finding[];
  onText: (text: string) => void;
}

export function EntryForm({ id, fields, read, text, findings, onText }: EntryFormProps) {
  const room = useOverview();
  const written = useRef<AnswerHandle | null>(null);
  const set = <K extends FieldName>(name: K, value: EntryFields[K]): void => onText(withField(text, name, value));
  const placed = findings.map((finding) => ({ finding, at: finding.line ? fieldAt(read, finding.line) : null }));
  const at = (name: FieldName): Finding[] =>
    placed.filter((one) => one.at?.name === name && one.at.item === undefined).map(({ finding }) => finding);
  const items = (name: FieldName): Map<number, Finding[]> => {
    const found = new Map<number, Finding[]>();
    for (const { finding, at: place } of placed) {
      if (place?.name !== name || place.item === undefined) continue;
      found.set(place.item, [...(found.get(place.item) ?? []), finding]);
    }
    return found;
  };
  const nowhere = placed.filter((one) => one.at === null).map(({ finding }) => finding);

  return (
    <div class="entry-form">
      <FieldFindings id="entry-findings" findings={nowhere} />
      <TextField
        name="title"
        label="Title"
        value={fields.title}
        findings={at("title")}
        onInput={(v) => set("title", v)}
      >
        In a few words, as a shopper would ask. Shown in lists and on buttons.
      </TextField>
      <section class="answer-part" aria-labelledby="answer-title">
        <div class="field-top">
          <h2 id="answer-title">What the assistant says</h2>
          <FigurePicker onPick={(placeholder) => written.current?.insert(placeholder)} />
        </div>
        <AnswerField
          name="answer"
          label="Answer"
          value={fields.answer}
          findings={at("answer")}
          handle={written}
          onInput={(value) => set("answer", value)}
        >
          For bold write **bold**, for a list begin each line with "-" and a space. Put figures in with Insert a figure:
          change one under Figures, and it changes in every answer.
        </AnswerField>
        {fields.notStated === null ? (
          fields.answer.includes("{{") && (
            <p>
              <button type="button" class="link-button" onClick={() => set("notStated", "")}>
                Say something else while a figure is missing
              </button>
            </p>
          )
        ) : (
          <>
            <AnswerField
              name="notStated"
              label="While a figure is missing"
              value={fields.notStated}
              findings={at("notStated")}
              handle={written}
              onInput={(value) => set("notStated", value)}
            >
              Said instead of the answer as long as the shop has not stated a figure that the answer quotes.
            </AnswerField>
            <p>
              <button type="button" class="link-button" onClick={() => set("notStated", null)}>
                Do without this part
              </button>
            </p>
          </>
        )}
      </section>
      <QuestionsField
        questions={fields.questions}
        findings={at("questions")}
        itemFindings={items("questions")}
        onChange={(questions) => set("questions", questions)}
      />
      <div class="settings-part">
        <SourceField
          value={fields.source}
          room={room}
          findings={at("source")}
          optional={id.startsWith("chat/")}
          onChange={(value) => set("source", value)}
        />
        <Choice
          name="handoff"
          label="A person"
          value={fields.handoff}
          choices={HANDOFFS}
          findings={at("handoff")}
          onChange={(value) => set("handoff", value as HandoffRule)}
        />
        <Choice
          name="kind"
          label="What a ticket from here is promised"
          value={fields.kind}
          choices={KINDS}
          findings={at("kind")}
          onChange={(value) => set("kind", value as EntryKind)}
        />
        <RelatedField
          id={id}
          related={fields.related}
          room={room}
          findings={[...at("related"), ...[...items("related").values()].flat()]}
          onChange={(related) => set("related", related)}
        />
        <AsksField
          asks={fields.asks}
          findings={[...at("asks"), ...[...items("asks").values()].flat()]}
          onChange={(asks) => set("asks", asks)}
        />
        <div class="field short-field">
          <label for="entry-reviewBy">Review by</label>
          <input
            id="entry-reviewBy"
            class="input"
            type="date"
            value={fields.reviewBy}
            aria-describedby="entry-reviewBy-hint entry-reviewBy-findings"
            onInput={(event) => set("reviewBy", event.currentTarget.value)}
          />
          <p class="hint" id="entry-reviewBy-hint">
            After this day you are reminded to read the entry again.
          </p>
          <FieldFindings id="entry-reviewBy-findings" findings={at("reviewBy")} />
        </div>
      </div>
    </div>
  );
}

const HANDOFFS = [
  { value: "offer", label: "One tap away", hint: "The answer, with a person offered below it." },
  { value: "never", label: "Not offered", hint: "The answer alone. Asking for a person always works." },
  { value: "always", label: "At once", hint: "The answer, and then straight to a person." },
];

const KINDS = [
  { value: "general", label: "As usual", hint: "A confirmation and a solution within the promised days." },
  { value: "complex", label: "A dispute or a failed payment", hint: "Regular news until it is settled." },
];

interface TextFieldProps {
  name: FieldName;
  label: string;
  value: string;
  findings: readonly Finding[];
  onInput: (value: string) => void;
  children: ComponentChildren;
}

const tidied = (typed: string, value: string): boolean => typed.replaceAll(/\s+/g, " ").trim() === value;

function TextField({ name, label, value, findings, onInput, children }: TextFieldProps) {
  const [typed, setTyped] = useTyped(value, tidied);
  const id = `entry-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        autocomplete="off"
        value={typed}
        aria-invalid={isFaulty(findings)}
        aria-describedby={`${id}-hint ${id}-findings`}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          onInput(event.currentTarget.value);
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        {children}
      </p>
      <FieldFindings id={`${id}-findings`} findings={findings} />
    </div>
  );
}

interface SourceFieldProps {
  value: string;
  room: Room | null;
  findings: readonly Finding[];
  optional: boolean;
  onChange: (value: string) => void;
}

function SourceField({ value, room, findings, optional, onChange }: SourceFieldProps) {
  const policies = room?.policies ?? [];
  const known = policies.some(({ sections }) => sections.some(({ ref }) => ref === value));
  return (
    <div class="field">
      <label for="entry-source">Source {optional && <span class="optional">(not needed for chat)</span>}</label>
      <select
        id="entry-source"
        class="input"
        value={value}
        aria-invalid={isFaulty(findings)}
        aria-describedby="entry-source-hint entry-source-findings"
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{optional ? "None" : "Choose a section ..."}</option>
        {value && !known && <option value={value}>{value}</option>}
        {policies.map((policy) => (
          <optgroup key={policy.name} label={policy.title}>
            {policy.sections.map(({ ref, title }) => (
              <option key={ref} value={ref}>
                {ref.split("#")[1]}. {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p class="hint" id="entry-source-hint">
        The section the answer rests on. Shoppers see it as a link, and every figure must stand in it.
      </p>
      <FieldFindings id="entry-source-findings" findings={findings} />
    </div>
  );
}

interface ChoiceProps {
  name: FieldName;
  label: string;
  value: string;
  choices: readonly { value: string; label: string; hint: string }[];
  findings: readonly Finding[];
  onChange: (value: string) => void;
}

function Choice({ name, label, value, choices, findings, onChange }: ChoiceProps) {
  const id = `entry-${name}`;
  return (
    <fieldset class="field" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-findings`}>
      <legend>{label}</legend>
      <div class="choices">
        {choices.map((choice) => (
          <label key={choice.value} class="choice">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      <p class="hint" id={`${id}-hint`}>
        {choices.find((choice) => choice.value === value)?.hint}
      </p>
      <FieldFindings id={`${id}-findings`} findings={findings} />
    </fieldset>
  );
}

const ASKS = [
  { value: "order_number", label: "Order number" },
  { value: "product", label: "Product" },
  { value: "sku", label: "SKU" },
  { value: "phone", label: "Phone" },
  { value: "email", label: "E-mail" },
  { value: "name", label: "Name" },
  { value: "details", label: "Details" },
];

interface AsksFieldProps {
  asks: readonly string[];
  findings: readonly Finding[];
  onChange: (asks: string[]) => void;
}

function AsksField({ asks, findings, onChange }: AsksFieldProps) {
  const others = asks.filter((ask) => !ASKS.some(({ value }) => value === ask));
  const toggle = (value: string): void =>
    onChange(asks.includes(value) ? asks.filter((ask) => ask !== value) : [...asks, value]);
  return (
    <fieldset class="field" id="entry-asks" tabIndex={-1} aria-describedby="entry-asks-hint entry-asks-findings">
      <legend>To ask for, when a person takes over</legend>
      <div class="choices">
        {[...ASKS, ...others.map((value) => ({ value, label: value }))].map(({ value, label }) => (
          <label key={value} class="choice">
            <input type="checkbox" checked={asks.includes(value)} onChange={() => toggle(value)} />
            {label}
          </label>
        ))}
      </div>
      <p class="hint" id="entry-asks-hint">
        Asked once in the chat, and never required.
      </p>
      <FieldFindings id="entry-asks-findings" findings={findings} />
    </fieldset>
  );
}
