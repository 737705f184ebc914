/** What a value can look like, for the facts that most shops have. Shown as an example, never saved. */

const EXAMPLES: Readonly<Record<string, string>> = {
  "orders.confirmation": "by e-mail within 10 minutes",
  "orders.processing_time": "1-2 business days",
  "orders.tracking": "with the link in your shipping e-mail",
  "orders.change_window": "until it is packed, within 2 hours of ordering",
  "orders.cancel_window": "until it is packed, within 2 hours of ordering",
  "orders.ways": "on our website",
  "shipping.cost": "USD 4.90, and nothing from USD 50 on",
  "shipping.time": "3-5 business days",
  "shipping.destinations": "all of the United States, PO boxes included",
  "shipping.customs": "for deliveries abroad, the recipient pays them on arrival",
  "shipping.carriers": "USPS and UPS, without a signature",
  "products.standards": "vegan and never tested on animals",
  "products.shelf_life": "24 months unopened, 12 months once opened",
  "products.authenticity": "everything comes straight from its maker",
  "returns.window_days": "60",
  "returns.conditions": "unused, in its box, with the receipt; you pay the postage",
  "returns.label": "we send you one by e-mail, free of charge",
  "returns.exchange": "return the item and order the other one",
  "refunds.processing_days": "5-10",
  "payments.currency": "USD",
  "payments.methods": "credit cards, PayPal and Apple Pay",
  "payments.promo_codes": "one code for each order, entered at checkout",
  "payments.price_match": "we refund the difference within 7 days",
  "payments.charge_time": "when your order ships",
};

export const exampleOf = (name: string): string => {
  const example = EXAMPLES[name] ?? (name.endsWith("_days") ? "5-10" : "");
  return example && `For example: ${example}`;
};
