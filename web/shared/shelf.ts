// A few small things kept on this device: the token, what is not sent yet, a draft. Where the browser forbids keeping
// them (blocked third-party storage, a full disk) they live in memory, and the chat works until the page is left.

export interface Shelf {
  get(key: string): string | null;
  put(key: string, value: string): void;
  drop(key: string): void;
  /** Every key that begins so. */
  keys(prefix: string): string[];
}

export function memoryShelf(): Shelf {
  const things = new Map<string, string>();
  return {
    get: (key) => things.get(key) ?? null,
    put: (key, value) => void things.set(key, value),
    drop: (key) => void things.delete(key),
    keys: (prefix) => [...things.keys()].filter((key) => key.startsWith(prefix)),
  };
}

export function deviceShelf(name: string): Shelf {
  const memory = memoryShelf();
  const attempt = <T>(onDevice: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return onDevice(window.localStorage);
    } catch {
      return otherwise();
    }
  };
  const full = (key: string): string => `${name}.${key}`;
  return {
    get: (key) =>
      attempt(
        (storage) => storage.getItem(full(key)),
        () => null,
      ) ?? memory.get(key),
    put: (key, value) =>
      attempt(
        (storage) => storage.setItem(full(key), value),
        () => memory.put(key, value),
      ),
    drop: (key) => {
      memory.drop(key);
      attempt(
        (storage) => storage.removeItem(full(key)),
        () => undefined,
      );
    },
    keys: (prefix) => [
      ...attempt(
        (storage) =>
          Object.keys(storage)
            .filter((key) => key.startsWith(full(prefix)))
            .map((key) => key.slice(name.length + 1)),
        () => [],
      ),
      ...memory.keys(prefix),
    ],
  };
}
