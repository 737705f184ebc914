// The socket, as the chat sees it: something that connects by itself, tells, and answers.

import { io, type Socket } from "socket.io-client";
import type { Ack, ClientEvents, Requests, ServerEvents } from "./protocol";

export interface Wire {
  on<E extends keyof ServerEvents>(event: E, listener: ServerEvents[E]): void;
  /** The line is down; the wire goes on trying by itself. `welcome` says that it is up again. */
  onDown(listener: () => void): void;
  connect(): void;
  /** Rejects when no ack came in time or the line went down. */
  ask<E extends keyof Requests>(event: E, payload: Requests[E]["send"]): Promise<Ack<Requests[E]["answer"]>>;
  typing(): void;
}

const ACK_TIMEOUT_MS = 10_000;
const REFUSED_RETRY_MS = 8_000;

export function socketWire(token: () => string | null): Wire {
  const socket: Socket<ServerEvents, ClientEvents> = io("/shopper", {
    autoConnect: false,
    // A proxy that refuses WebSockets leaves long polling: slower, and just as complete.
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    // A connection that hangs is given up before the next attempt is due on a line that works.
    timeout: 8_000,
    auth: (give) => give({ token: token() }),
  });
  return {
    // The library types listeners per event; the event and its listener come from the same table here.
    on: (event, listener) => void socket.on(event as never, listener as never),
    onDown: (down) => {
      socket.on("disconnect", (reason) => {
        down();
        if (reason === "io server disconnect") setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
      });
      socket.on("connect_error", () => {
        down();
        // The server refused us by itself (too many connections, say): the library would not try again.
        if (!socket.active) setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
      });
      addEventListener("online", () => socket.connect());
    },
    connect: () => void socket.connect(),
    ask: (event, payload) => (socket as Socket).timeout(ACK_TIMEOUT_MS).emitWithAck(event, payload),
    typing: () => void socket.volatile.emit("typing", {}),
  };
}
