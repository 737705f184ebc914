// Every word the chat and the small scripts of the pages show, in one place, so that a language is one more of these.

const english = {
  // Who answers
  automated: "Automated assistant",
  inQueue: "A person will answer",
  you: "You",
  team: "Customer service",
  fromTeam: (name: string) => `${name} from customer service`,

  // The frame
  chatWith: (shop: string) => `Chat with ${shop}`,
  close: "Close the chat",
  connecting: "Connecting",

  // The beginning; the assistant greets by itself
  privacy: "What you write is kept so that we can answer you. Please leave out card numbers and passwords.",

  // The log
  chat: "Chat",
  log: "Messages",
  from: (policy: string, section: string) => `From our ${policy}, section ${section}`,
  didItHelp: "Did that help?",
  yes: "Yes",
  no: "No",
  helped: "You said that this helped.",
  didNotHelp: "You said that this did not help.",
  options: "Choose one",
  related: "Related questions",
  sending: "Sending",
  waitingForConnection: "Goes out when the connection is back",
  notSent: "Not sent.",
  tryAgain: "Try again",
  discard: "Discard",
  typing: (name: string) => `${name} is typing`,
  newBelow: "New message below",

  // The composer
  message: "Your message",
  askPlaceholder: "Ask a question",
  queuePlaceholder: "Add to your ticket",
  agentPlaceholder: (name: string) => `Write to ${name}`,
  fillIn: "Fill in the form above, or go on asking.",
  goesToTicket: "What you write now goes to your ticket.",
  goesToAgent: (name: string) => `${name} reads what you write.`,
  send: "Send",
  count: (used: number, most: number) => `${used} of ${most}`,
  suggestions: "Matching questions",
  suggestionsFound: (count: number) =>
    count === 1 ? "1 matching question, arrow keys to choose" : `${count} matching questions, arrow keys to choose`,
  person: "Talk to a person",

  // The connection
  lost: "Connection lost. We are trying again; nothing you wrote is lost.",
  unreachable: "The chat cannot be reached right now. We keep trying.",
  noAnswer: "No answer came. Everything you filled in is still here; please try again.",

  // Handing over
  handoffTitle: "A person takes it from here",
  handoffWhy: "Tell us how to reach you. Everything said so far goes along, so you need not repeat it.",
  name: "Your full name",
  email: "E-mail",
  phone: "Phone",
  phoneInstead: "I would rather give a phone number",
  emailInstead: "I would rather give an e-mail address",
  order_number: "Order number",
  product: "Product name",
  sku: "SKU",
  details: "What is it about?",
  detailsHint: "We started this from what you wrote. Change it as you like.",
  optional: "(optional)",
  datesGeneral: (confirmation: string, resolution: string) =>
    `A person will confirm by ${confirmation} and resolve it by ${resolution}.`,
  datesComplex: (update: string) =>
    `A dispute or a payment problem can take longer; you hear how it is going by ${update}.`,
  handOff: "Send to a person",
  handingOff: "Sending",
  notNow: "Not now",
  faultName: "Please write your name.",
  faultReach: "Please give an e-mail address or a phone number, so that we can answer.",
  faultEmail: "This e-mail address is not complete. Write it like name@example.org.",
  faultPhone: "This phone number looks too short. Write it with its area code.",
  faultDetails: "Please say in a few words what it is about.",
  checkFields: "Nothing was sent yet. Please check the marked fields.",

  // Screenshots
  screenshots: "Screenshots",
  addScreenshots: "Add screenshots",
  screenshotLimits: (files: number, megabytes: number) =>
    `Up to ${files} pictures, PNG, JPEG or WebP, ${megabytes} MB each.`,
  uploading: "Uploading",
  uploaded: "Added",
  removeShort: "Remove",
  remove: (name: string) => `Remove ${name}`,
  wrongType: (name: string) => `${name} is not a PNG, JPEG or WebP picture.`,
  tooBig: (name: string, megabytes: number) => `${name} is larger than ${megabytes} MB. A smaller screenshot will do.`,
  tooMany: (files: number) => `No more than ${files} pictures. Remove one to add another.`,
  uploadFailed: (name: string) => `${name} could not be uploaded. Please try again.`,

  // The ticket
  ticket: (number: string) => `Ticket ${number}`,
  ticketMade: "A person has your message now.",
  confirmationBy: "A person confirms by",
  resolutionBy: "Resolved by",
  updateBy: "You hear how it is going by",
  ticketLink: "Your ticket’s page",
  waitingFor: { answer: "Your turn: we wait for your answer", consent: "Your turn: please decide" },
  keepLink: "Keep this link: it is your way back, also without e-mail.",
  copyLink: "Copy the link",
  copied: "Copied",
  openTicket: "Open the ticket",
  steps: {
    received: "Received",
    verifying: "Being looked into",
    proposing: "A solution is being found",
    executing: "Being carried out",
    following_up: "Solved; tell us whether it helped",
    closed: "Closed",
  },

  // What the shopper decides
  consentTitle: "Shall we do this?",
  consentAgain: "This is a new proposal, so please decide again.",
  consentCosts: (cost: string) => `What it costs you: ${cost}.`,
  consentFree: "It costs you nothing. We begin only after you agree.",
  accept: "Yes, please do this",
  decline: "No, I would like something else",
  accepted: "Thank you. We carry out the solution and tell you when it is done.",
  declined: "We have noted that. We look for another solution and write to you.",
  satisfactionTitle: "Are you satisfied with the result?",
  comment: "A word about it",
  settled: "Yes, this is settled",
  notSettled: "No, not yet",
  satisfied: "Thank you for telling us. Your ticket is closed.",
  dissatisfied: "We are sorry. Your ticket is open again, and we look for a better solution.",

  // The contact form
  sendingForm: "Sending",
} as const;

export type Texts = typeof english;

export const texts: Texts = english;
