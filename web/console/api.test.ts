import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, api, reach } from "./api";

const answer = (status: number, body?: unknown): void => {
  fetched.mockResolvedValueOnce(new Response(body === undefined ? null : JSON.stringify(body), { status }));
};
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  document.head.innerHTML = '<meta name="csrf-token" content="the-token">';
  vi.stubGlobal("fetch", fetched);
  reach.set("ok");
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

async function refused(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe("a request", () => {
  test("that changes something shows the page's token and sends JSON", async () => {
    answer(200, { number: "10001" });
    await api.act("10001", "follow-up", { satisfied: true, note: "" });
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe("/api/v1/tickets/10001/follow-up");
    expect(init?.method).toBe("POST");
    expect(init?.body).toBe('{"satisfied":true,"note":""}');
    expect(new Headers(init?.headers).get("X-CSRF-Token")).toBe("the-token");
  });

  test("for a page of the queue leaves out what is empty", async () => {
    answer(200, { tickets: [], next: null, counts: {} });
    await api.tickets({ view: "mine", q: "", cursor: null, limit: 50 });
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/v1/tickets?view=mine&limit=50");
  });

  test("for the next ticket brings null when nothing waits", async () => {
    answer(204);
    expect(await api.takeNext()).toBeNull();
  });
});

describe("a refusal", () => {
  test("keeps the server's words and its faults by field", async () => {
    answer(422, {
      error: { code: "missing_evidence", message: "Say what you found.", fields: { found: "Say what you found." } },
    });
    const error = await refused(api.act("10001", "verify", {}));
    expect([error.status, error.code, error.message, error.fields]).toEqual([
      422,
      "missing_evidence",
      "Say what you found.",
      { found: "Say what you found." },
    ]);
    expect(error.passing).toBe(false);
  });

  test("that is no JSON still says what to do, and that it may pass", async () => {
    fetched.mockResolvedValueOnce(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const error = await refused(api.me());
    expect(error.message).toBe("The server could not do this just now. Please try again in a moment.");
    expect(error.passing).toBe(true);
    expect(reach.value).toBe("away");
  });

  test("for want of a network is told apart, and the next success ends it", async () => {
    fetched.mockRejectedValueOnce(new TypeError("network"));
    expect((await refused(api.me())).status).toBe(0);
    expect(reach.value).toBe("away");
    answer(200, {});
    await api.me();
    expect(reach.value).toBe("ok");
  });

  test("for an ended session asks to sign in again", async () => {
    answer(401, { error: { code: "not_signed_in", message: "Please sign in." } });
    await refused(api.me());
    expect(reach.value).toBe("signed_out");
  });
});
