/** The socket: hints that something changed. The truth is fetched over REST. */

import { io, type Socket } from "socket.io-client";
import { Store } from "./store";
import type { Notice } from "./wire";

export interface Hints {
  changed: { number: string; version: number };
  queue: Record<string, never>;
  typing: { number: string; who: string };
  notice: Notice;
  /** Another number of e-mails waits for somebody. */
  mail: Record<string, never>;
  /** Something in the knowledge folder was saved, or a save of it was refused. */
  knowledge: unknown;
  /** The connection is back: anything may have changed in between. */
  back: Record<string, never>;
}

type Listener<K extends keyof Hints> = (hint: Hints[K]) => void;

export class Live {
  readonly connected = new Store(true);
  private readonly listeners = new Map<keyof Hints, Set<(hint: never) => void>>();
  private readonly watched = new Map<string, number>();
  private readonly socket: Socket;
  private everConnected = false;

  constructor(connect: () => Socket = () => io("/console", { transports: ["websocket", "polling"] })) {
    this.socket = connect();
    this.socket.on("connect", () => {
      this.connected.set(true);
      for (const number of this.watched.keys()) this.socket.emit("watch", { number }, nothing);
      if (this.everConnected) this.tell("back", {});
      this.everConnected = true;
    });
    this.socket.on("disconnect", (reason: string) => {
      this.connected.set(false);
      // The client reconnects by itself, except where the server closed the connection.
      if (reason === "io server disconnect") setTimeout(() => this.socket.connect(), 2000);
    });
    this.socket.on("connect_error", () => this.connected.set(false));
    for (const name of ["changed", "queue", "typing", "notice", "knowledge", "mail"] as const) {
      this.socket.on(name, (hint: Hints[typeof name]) => this.tell(name, hint));
    }
  }

  on<K extends keyof Hints>(name: K, listener: Listener<K>): () => void {
    const found = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, found);
    found.add(listener as (hint: never) => void);
    return () => found.delete(listener as (hint: never) => void);
  }

  /** Asks for hints about one ticket until the returned function is called. */
  watch(number: string): () => void {
    const watchers = this.watched.get(number) ?? 0;
    this.watched.set(number, watchers + 1);
    if (watchers === 0 && this.socket.connected) this.socket.emit("watch", { number }, nothing);
    return () => {
      const left = (this.watched.get(number) ?? 1) - 1;
      if (left > 0) {
        this.watched.set(number, left);
        return;
      }
      this.watched.delete(number);
      if (this.socket.connected) this.socket.emit("unwatch", { number }, nothing);
    };
  }

  typing(number: string): void {
    if (this.socket.connected) this.socket.volatile.emit("typing", { number }, nothing);
  }

  private tell<K extends keyof Hints>(name: K, hint: Hints[K]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as Listener<K>)(hint);
  }
}

// The server acknowledges; there is nothing to do with it, as all of this is only hints.
const nothing = (): void => undefined;
