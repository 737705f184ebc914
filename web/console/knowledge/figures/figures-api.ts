/** What the forms for the figures ask of the server. */

import { get, post } from "../../api";
import type { Saved } from "../wire";
import type { Arranged, Figures, FiguresPreview, SentForms } from "./wire";

const BASE = "/api/v1/knowledge/figures";

export const figuresApi = {
  look: () => get<Figures>(BASE),
  preview: (forms: SentForms) => post<FiguresPreview>(`${BASE}/preview`, forms),
  arrange: (text: string, title: string) => post<Arranged>(`${BASE}/paste`, { text, title }),
  /** All of it or nothing. */
  save: (forms: SentForms, base: string, note: string | null) => post<Saved>(BASE, { ...forms, base, note }),
};
