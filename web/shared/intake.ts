// What a handoff needs, checked before it is sent. The server checks again and has the last word.

import type { IntakeField } from "./protocol";
import { texts } from "./texts";

/** The longest that each field may be, in characters. */
export const LONGEST: Record<IntakeField, number> = {
  name: 120,
  email: 254,
  phone: 40,
  order_number: 60,
  product: 200,
  sku: 60,
  details: 8000,
};

export interface Filled {
  name: string;
  email: string;
  phone: string;
  details: string;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const FEWEST_DIGITS = 6;

/** A sentence for each field that is missing or cannot be right, in the order the form asks. */
export function faultsOf({ name, email, phone, details }: Filled): Partial<Record<keyof Filled, string>> {
  const faults: Partial<Record<keyof Filled, string>> = {};
  if (!name.trim()) faults.name = texts.faultName;
  if (!email.trim() && !phone.trim()) faults.email = texts.faultReach;
  if (email.trim() && !EMAIL.test(email.trim())) faults.email = texts.faultEmail;
  if (phone.trim() && phone.replace(/\D/g, "").length < FEWEST_DIGITS) faults.phone = texts.faultPhone;
  if (!details.trim()) faults.details = texts.faultDetails;
  return faults;
}
