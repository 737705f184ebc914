/** A value that changes, and the components that look at it. */

import { useEffect, useState } from "preact/hooks";

export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private held: T) {}

  get value(): T {
    return this.held;
  }

  set(value: T): void {
    if (Object.is(value, this.held)) return;
    this.held = value;
    for (const listener of [...this.listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.held));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export function useStore<T>(store: Store<T>): T {
  const [, rerender] = useState(0);
  const seen = store.value;
  useEffect(() => {
    const look = () => rerender((count) => count + 1);
    // It may have changed between the first rendering and this effect.
    if (!Object.is(store.value, seen)) look();
    return store.subscribe(look);
  }, [store]);
  return store.value;
}
