/** What the knowledge room asks of the server. */

import { get, post, queryString } from "../api";
import type {
  Change,
  Effect,
  Explained,
  Finding,
  Gaps,
  Placeholders,
  Preview,
  Room,
  Saved,
  StoredFile,
  VersionPage,
  VersionText,
} from "./wire";

const BASE = "/api/v1/knowledge";
/** Whatever checks or builds the whole folder takes a second or two, and longer on a busy machine. */
const CHECKED_MS = 90_000;
/** Asking thousands of questions twice takes longer still. */
const COMPARED_MS = 300_000;

export const roomApi = {
  room: () => get<Room>(BASE),
  file: (file: string) => get<StoredFile>(`${BASE}/files/${file.split("/").map(encodeURIComponent).join("/")}`),
  preview: (file: string, text: string) => post<Preview>(`${BASE}/preview`, { file, text }),
  /** Every finding the folder would have with these changes, and whether a save of them would be refused. */
  check: (changes: readonly Change[]) =>
    post<{ findings: Finding[]; refused: boolean }>(`${BASE}/check`, { changes }, CHECKED_MS),
  /** All of them or none. Refused with 409 `theirs`, or with 422 `findings`. */
  save: (changes: readonly Change[], note: string | null, revertOf: string | null) =>
    post<Saved>(`${BASE}/changes`, { changes, note, revert_of: revertOf }, CHECKED_MS),
  ask: (text: string, changes: readonly Change[]) => post<Explained>(`${BASE}/ask`, { text, changes }, CHECKED_MS),
  /** What saving would change for shoppers. Refused with 422 `findings`. */
  effect: (changes: readonly Change[]) => post<Effect>(`${BASE}/effect`, { changes }, COMPARED_MS),
  history: (query: { file?: string | null; cursor?: string | null; limit?: number }) =>
    get<VersionPage>(`${BASE}/history${queryString(query)}`),
  version: (id: string) => get<VersionText>(`${BASE}/history/${encodeURIComponent(id)}`),
  gaps: (days: number) => get<Gaps>(`${BASE}/gaps${queryString({ days })}`),
  figures: () => get<Placeholders>(`${BASE}/figures`),
};
