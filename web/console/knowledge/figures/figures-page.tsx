/** The figures of the shop, without YAML: the facts with the policies they come from, the busy periods, the days off. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { arrived, Link } from "../../navigation";
import { filePath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { useRoom } from "../context";
import { DaysOff } from "./days-off";
import { Facts } from "./facts";
import { FiguresSaveBar } from "./figures-save-bar";
import { type FiguresState, OpenFigures } from "./open-figures";
import { Peaks } from "./peaks";
import { Policies } from "./policies";
import { Today } from "./today";

export function FiguresPage() {
  const { live, me } = useSession();
  const { feed } = useRoom();
  const open = useMemo(() => new OpenFigures(live, localStorage, me.user.id), []);
  useEffect(() => () => open.stop(), []);
  const state = useStore(open.state);
  const page = useRef<HTMLDivElement>(null);
  const { stored } = state;
  useEffect(() => {
    const wanted = stored && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (wanted) {
      wanted.scrollIntoView({ block: "center" });
      wanted.focus({ preventScroll: true });
      return;
    }
    if (stored && arrived.value && document.activeElement === document.body) page.current?.querySelector("h1")?.focus();
  }, [stored !== null]);
  const save = async (note: string): Promise<boolean> => {
    const done = await open.save(note);
    if (done) feed.refetch();
    else focusFirstFault(page.current);
    return done;
  };
  return (
    <div class="pages figures-page" ref={page}>
      <h1 tabIndex={-1}>Figures</h1>
      <p class="lead">
        What the shop has decided, once for all answers. Write a figure, and what waited for it is answered.
      </p>
      <States state={state} />
      {stored && (
        <>
          <Contents />
          <Policies state={state} stored={stored} open={open} />
          <Facts state={state} stored={stored} open={open} />
          <Peaks state={state} stored={stored} open={open} />
          <DaysOff state={state} stored={stored} open={open} />
          <Today preview={state.preview} />
          <p class="faint">
            Promises, working hours and everything else stand in <Link to={filePath("policy.yaml")}>policy.yaml</Link>.
          </p>
          <FiguresSaveBar state={state} open={open} onSave={save} />
        </>
      )}
    </div>
  );
}

function States({ state }: { state: FiguresState }) {
  const { stored, fault, kept } = state;
  if (stored && !fault) return kept ? null : <p class="notice notice-warning">{NOT_KEPT}</p>;
  if (!fault) return <p class="faint">Loading ...</p>;
  return (
    <p class="notice notice-warning" role="status">
      {fault.message}{" "}
      {fault.code === "figures_unreadable" && <Link to={filePath("policy.yaml")}>Open policy.yaml</Link>}
    </p>
  );
}

const NOT_KEPT = "This browser keeps no drafts: what you type is lost when you leave the page. Save often.";

function Contents() {
  return (
    <nav class="figures-contents" aria-label="On this page">
      <ul>
        <li>
          <a href="#policies">Policies</a>
        </li>
        <li>
          <a href="#facts">Facts</a>
        </li>
        <li>
          <a href="#peaks">Busy periods</a>
        </li>
        <li>
          <a href="#days-off">Days off</a>
        </li>
      </ul>
    </nav>
  );
}

function focusFirstFault(page: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const first = page?.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus();
    first?.scrollIntoView({ block: "center" });
  });
}
