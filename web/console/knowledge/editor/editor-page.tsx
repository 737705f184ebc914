/** The editor of one file: as a form or as text, as the shopper will see it beside it, and what the check says of it. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { arrived, go, Link } from "../../navigation";
import { filePath, historyPath, knowledgePath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { counted } from "../../words/labels";
import { titleOf, useOverview, useRoom } from "../context";
import { errorsOf, FindingList, once } from "../findings";
import { entryIdOf } from "../names";
import type { Finding } from "../wire";
import { Conflict } from "./conflict";
import { DeleteFile } from "./delete-file";
import { EffectPanel } from "./effect-panel";
import { EntryForm } from "./entry-form";
import { type FieldName, fieldAt, readEntry } from "./entry-text";
import { FileStatus } from "./file-status";
import { changeOf, inConflict, OpenFile, textOf } from "./open-file";
import { PreviewPanel } from "./preview-panel";
import { RawText, selectLine } from "./raw-text";
import { RenameEntry } from "./rename-entry";
import { SaveBar } from "./save-bar";
import { TryIt } from "./try-it";
import { usePreview } from "./use-preview";

type View = "form" | "text";

/** `line` is where to begin: of a finding that led here. */
export function EditorPage({ file, line }: { file: string; line: number | null }) {
  const { live, me } = useSession();
  const { feed, drafts } = useRoom();
  const room = useOverview();
  const open = useMemo(() => new OpenFile(file, live, drafts, me.user.name), [file]);
  useEffect(() => () => open.stop(), [open]);
  const state = useStore(open.state);
  const [wished, setWished] = useState<View>("form");
  const [comparing, setComparing] = useState(false);
  /** How often it was asked what the draft changes; 0 while nobody wants to see it. */
  const [looks, setLooks] = useState(0);
  const [asking, setAsking] = useState<"delete" | "rename" | null>(null);
  const text = textOf(state);
  const { preview, fault: previewFault } = usePreview(file, state.loaded || state.draft ? text : null);
  const page = useRef<HTMLDivElement>(null);

  const entryId = entryIdOf(file);
  const read = entryId ? readEntry(text) : null;
  const asForm = read !== null && !("why" in read);
  const view: View = asForm && wished === "form" ? "form" : "text";
  const shownTitle = preview && preview.title !== file ? preview.title : titleOf(room, file);
  const title = (asForm && read.fields.title) || shownTitle || file;
  const shown = state.loaded || state.draft !== null;
  const missing = state.loaded && !state.stored && !state.draft;

  /** Puts the cursor where a line of the file is edited. */
  const goToLine = (at: number): void => {
    const field = view === "form" && read ? fieldAt(read, at) : null;
    requestAnimationFrame(() => focusPlace(page.current, field, at));
  };
  useEffect(() => {
    if (shown && arrived.value && document.activeElement === document.body) page.current?.querySelector("h1")?.focus();
  }, [shown]);

  useEffect(() => {
    if (state.loaded && line !== null) goToLine(line);
  }, [state.loaded, line]);

  const conflict = inConflict(state);
  if (conflict && comparing) {
    return (
      <Conflict
        state={state}
        title={title}
        onTheirs={() => {
          open.drop();
          setComparing(false);
        }}
        onText={(merged) => {
          open.settle(merged);
          setComparing(false);
        }}
        onBack={() => setComparing(false)}
      />
    );
  }

  const findings = once([
    ...(preview?.findings ?? []),
    // What was found in a text that has changed since is mended, or found again by the preview.
    ...(state.refused?.text === text ? state.refused.findings : []),
    ...(state.draft ? [] : [...state.warnings, ...(room?.problems ?? []).filter((problem) => problem.file === file)]),
  ]);
  const ofFile = findings.filter((finding) => finding.file === file);
  // Of other files, what concerns this one: the whole folder's warnings stand in the overview.
  const elsewhere = entryId ? findings.filter((finding) => finding.file !== file && mentions(finding, entryId)) : [];

  const place = (finding: Finding) => {
    const { line: at } = finding;
    if (finding.file !== file || !at) return null;
    const field = read && fieldAt(read, at);
    return { words: field ? placeWords(field) : `Line ${at}`, go: () => goToLine(at) };
  };
  const save = async (note: string): Promise<boolean> => {
    if (conflict) {
      setComparing(true);
      return false;
    }
    const done = await open.save(note);
    if (!done && inConflict(open.state.value)) setComparing(true);
    if (done) {
      setLooks(0);
      feed.refetch();
    }
    return done;
  };

  return (
    <div class="editor" ref={page}>
      <header class="file-head">
        <p class="crumbs">
          <Link to={knowledgePath}>Entries</Link> <span aria-hidden="true">/</span> <code>{file}</code>
        </p>
        <h1 tabIndex={-1}>{title}</h1>
        {shown && !missing && (
          <div class="file-tools">
            {read && (
              <fieldset class="views-of-file">
                <legend class="visually-hidden">Edit it as</legend>
                {(["form", "text"] as const).map((choice) => (
                  <button
                    key={choice}
                    type="button"
                    class="tab"
                    aria-pressed={view === choice}
                    disabled={choice === "form" && !asForm}
                    onClick={() => setWished(choice)}
                  >
                    {choice === "form" ? "Form" : "Text of the file"}
                  </button>
                ))}
              </fieldset>
            )}
            <Link to={historyPath(file)}>History</Link>
            {state.stored && entryId && (
              <button type="button" class="link-button" onClick={() => setAsking("rename")}>
                Rename
              </button>
            )}
            {state.stored && file !== "policy.yaml" && (
              <button type="button" class="link-button" onClick={() => setAsking("delete")}>
                Delete
              </button>
            )}
          </div>
        )}
      </header>
      <FileStatus state={state} conflict={conflict} onCompare={() => setComparing(true)} open={open} />
      {missing && (
        <div class="empty">
          <p>There is no file {file}.</p>
          {state.dropped ? (
            <p>
              <button type="button" class="button" onClick={() => open.undrop()}>
                Bring your draft back
              </button>
            </p>
          ) : (
            <p>
              It was renamed or deleted. <Link to={historyPath(file)}>Its history</Link> has what it said.
            </p>
          )}
        </div>
      )}
      {!shown && !state.fault && <p class="empty">Loading the file ...</p>}
      {!shown && state.fault && (
        <div class="empty" role="alert">
          <p>The file could not be loaded.</p>
          <p>{state.fault.message}</p>
          <p>
            <button type="button" class="button" onClick={() => open.refetch()}>
              Try again
            </button>
          </p>
        </div>
      )}
      {shown && !missing && (
        <div class="editor-body">
          <div class="editor-text">
            {state.refused && (
              <div class="notice notice-danger summary" role="alert">
                <p>{state.refused.message}</p>
                <FindingList findings={errorsOf(state.refused.findings)} place={place} />
              </div>
            )}
            {read && "why" in read && (
              <p class="notice">The form cannot show this file, so here is its text. {read.why}</p>
            )}
            {view === "form" && asForm ? (
              <EntryForm
                fields={read.fields}
                read={read}
                findings={ofFile}
                text={text}
                id={entryId ?? ""}
                onText={(next) => open.edit(next)}
              />
            ) : (
              <RawText file={file} text={text} findings={ofFile} onText={(next) => open.edit(next)} />
            )}
            {elsewhere.length > 0 && !state.refused && (
              <details class="problems">
                <summary>{counted(elsewhere.length, "finding")} in other files that name this one</summary>
                <FindingList findings={elsewhere} />
              </details>
            )}
            {looks > 0 && state.draft && (
              <EffectPanel
                key={`${file} ${looks}`}
                changes={changeOf(file, state)}
                onClose={() => {
                  setLooks(0);
                  document.getElementById("look-ahead")?.focus();
                }}
              />
            )}
            <SaveBar
              state={state}
              onSave={save}
              onLook={() => setLooks(looks + 1)}
              onDrop={() => {
                setLooks(0);
                open.drop();
              }}
            />
          </div>
          <aside class="editor-beside" aria-label="What shoppers get">
            <PreviewPanel preview={preview} fault={previewFault} file={file} />
            <TryIt changes={changeOf(file, state)} />
          </aside>
        </div>
      )}
      {asking === "delete" && (
        <DeleteFile
          file={file}
          title={title}
          open={open}
          onClose={() => setAsking(null)}
          onDone={() => {
            feed.refetch();
            go(knowledgePath);
          }}
        />
      )}
      {asking === "rename" && room && entryId && (
        <RenameEntry
          id={entryId}
          room={room}
          state={state}
          onClose={() => setAsking(null)}
          onDone={(renamed) => {
            drafts.drop(file);
            feed.refetch();
            go(filePath(renamed), { replace: true });
          }}
        />
      )}
    </div>
  );
}

const mentions = ({ message, mend }: Finding, id: string): boolean => `${message} ${mend}`.includes(id);

const FIELD_WORDS: Record<FieldName, string> = {
  title: "Title",
  questions: "Questions",
  source: "Source",
  kind: "What it is about",
  handoff: "A person",
  related: "Related",
  asks: "To ask for",
  reviewBy: "Review by",
  answer: "Answer",
  notStated: "While a figure is missing",
};

const placeWords = ({ name, item }: { name: FieldName; item?: number }): string =>
  item === undefined || name !== "questions" ? FIELD_WORDS[name] : `Question ${item + 1}`;

function focusPlace(page: HTMLElement | null, field: ReturnType<typeof fieldAt>, line: number): void {
  if (field) {
    const id =
      field.name === "questions" && field.item !== undefined ? `question-${field.item}` : `entry-${field.name}`;
    document.getElementById(id)?.focus();
    return;
  }
  selectLine(page?.querySelector<HTMLElement>("textarea.raw") ?? null, line);
}
