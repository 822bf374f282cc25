import { PhoneLink } from './phone-link';

/** Ten digits as `formatPhone` writes them, and the three-digit lines. */
const NUMBER = /(\b\d{3}-\d{3}-\d{4}\b|\b(?:988|911|711)\b)/;

/** A sentence in which every number to call can be pressed: nobody in distress copies digits by hand. */
export function Dialable({ text }: { text: string }) {
  return text.split(NUMBER).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
    index % 2 === 1 ? <PhoneLink key={index} phone={part} /> : part,
  );
}
