// The few words of the button in the shop's page, apart from the chat's own so that the loader stays small.

export const texts = {
  chat: "Chat with customer service",
  openChat: "Open the chat",
  closeChat: "Close the chat",
} as const;
