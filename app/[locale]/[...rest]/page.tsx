import { notFound } from 'next/navigation';

/** Every address that no page has, so that the 404 page speaks the reader's language. */
export default function UnknownPage(): never {
  notFound();
}
