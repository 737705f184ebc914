/** How does the console talk to the REST interface, and what comes back when it refuses? */

import { Store } from "./store";
import type { Me, Ticket, TicketPage, Verb, View } from "./wire";

export interface TicketQuery {
  view: View | "all";
  q?: string;
  cursor?: string | null;
  limit?: number;
}

/** A refusal, in words a person can act on. `status` 0 means that the server could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Readonly<Record<string, string>> = {},
    /** The whole answer: some refusals say more than an error, such as the findings of a check. */
    readonly body: unknown = null,
  ) {
    super(message);
  }

  /** The server did not answer, or could not: the request may be repeated as it is. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Did the last request get through? */
export const reach = new Store<"ok" | "away" | "signed_out">("ok");

export const api = {
  me: () => get<Me>("/api/v1/me"),
  tickets: (query: TicketQuery) => get<TicketPage>(`/api/v1/tickets${queryString({ ...query })}`),
  ticket: (number: string) => get<Ticket>(`/api/v1/tickets/${encodeURIComponent(number)}`),
  /** The most urgent ticket that nobody holds, now ours; null when nothing waits. */
  takeNext: () => post<Ticket | null>("/api/v1/tickets/next", {}),
  act: (number: string, verb: Verb, payload: Record<string, unknown>) =>
    post<Ticket>(`/api/v1/tickets/${encodeURIComponent(number)}/${verb}`, payload),
};

const TIMEOUT_MS = 20_000;

export const get = <T>(path: string): Promise<T> => request<T>(path, { method: "GET" }, TIMEOUT_MS);

/** `timeout` in milliseconds is for what takes the server a while. */
export const post = <T>(path: string, body: unknown, timeout = TIMEOUT_MS): Promise<T> =>
  request<T>(
    path,
    {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
    },
    timeout,
  );

async function request<T>(path: string, init: RequestInit, timeout: number): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...init.headers },
      signal: AbortSignal.timeout(timeout),
    });
  } catch {
    reach.set("away");
    throw new ApiError(
      0,
      "unreachable",
      "The server cannot be reached. Nothing is lost; please try again in a moment.",
    );
  }
  reach.set(response.status === 401 ? "signed_out" : response.status >= 500 ? "away" : "ok");
  if (response.status === 204) return null as T;
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  throw refusal(response.status, body);
}

/** The server's own words where it gave some, else ours. */
export function refusal(status: number, body: unknown): ApiError {
  const error = (body as { error?: { code?: string; message?: string; fields?: Record<string, string> } } | null)
    ?.error;
  return new ApiError(
    status,
    error?.code ?? `http_${status}`,
    error?.message ?? plainWords(status),
    error?.fields ?? {},
    body,
  );
}

function plainWords(status: number): string {
  if (status === 401) return "You are signed out. Please sign in again.";
  if (status === 403) return "You may not do this. Ask a lead if you need to.";
  if (status === 404) return "This does not exist, or is not yours to see.";
  if (status === 409) return "Somebody else was faster. Look at it again before you go on.";
  if (status === 429) return "That was too often in a short time. Please wait a moment and try again.";
  return "The server could not do this just now. Please try again in a moment.";
}

export function queryString(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text && `?${text}`;
}

export const csrfToken = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
