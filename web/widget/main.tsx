// The chat inside its frame: reads what the page says about the shop, and starts.

import { render } from "preact";
import { Chat } from "../shared/chat";
import { deviceShelf } from "../shared/shelf";
import { socketWire } from "../shared/wire";
import { App } from "./app";
import { hostOf } from "./host";

const place = document.getElementById("chat");
if (place) {
  const shelf = deviceShelf("assistant");
  const host = hostOf(window);
  const chat = new Chat(
    socketWire(() => shelf.get("token")),
    shelf,
    host.watched,
  );
  const { shop = "", timeZone } = place.dataset;
  render(<App chat={chat} shelf={shelf} host={host} shop={shop} timeZone={timeZone || undefined} />, place);
  host.ready();
  chat.connect();
}
