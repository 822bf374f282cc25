import 'server-only';
import { openInRing, sealInRing } from '@/lib/db/ring-seal';
import { purposeKey, purposeKeys } from '@/lib/db/seal';
import { keyedHash } from '@/lib/ids';
import type { ConsentCheck } from '@/lib/needs/model';
import { type VisitDetails, VisitDetailsSchema } from './model';

const PURPOSE = 'appointment';
const boundTo = (id: string) => `appointment:details:${id}`;
/** The keys under which a visit is found by its return code: the present one, and the one before while it is replaced. */
export const codeHashes = (code: string) => purposeKeys('appointment-code').map((key) => keyedHash(key, code));
export const codeHash = (code: string) => keyedHash(purposeKey('appointment-code'), code);

/** What is sealed in the row. */
export interface AppointmentDocument {
  readonly code: string;
  readonly details: VisitDetails;
  /** Language of messages about the visit. */
  readonly locale: 'en' | 'es';
  /** What a clinician of a role confirmed about who agrees; another role's says nothing about this one's care. */
  readonly consentCheck?: ConsentCheck & { readonly roleId: string };
}

/** Details of earlier releases lack the newer parts; the schema fills them in. */
export function readDocument(text: string): AppointmentDocument {
  const document = JSON.parse(text) as AppointmentDocument;
  return { ...document, details: VisitDetailsSchema.parse(document.details) };
}

/** Details of visits as text; null where they do not open. */
export async function openDetails(
  rows: readonly { readonly id: string; readonly ringId: string | null; readonly details: Uint8Array | null }[],
): Promise<(string | null)[]> {
  const opened = await openInRing(
    PURPOSE,
    rows.map(({ id, ringId, details }) => ({ ringId, boundTo: boundTo(id), bytes: details ?? new Uint8Array() })),
  );
  return opened.map((plain) => plain?.toString('utf8') ?? null);
}

/** Seals details by the root key and the visit's own secret of the key ring. */
export async function sealDetails(
  id: string,
  text: string,
): Promise<{ details: Uint8Array<ArrayBuffer>; ringId: string | null }> {
  const { bytes, ringId } = await sealInRing(PURPOSE, `appointment:${id}`, boundTo(id), text);
  return { details: bytes, ringId };
}
