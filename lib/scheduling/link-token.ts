import 'server-only';
import { purposeKey, purposeKeys } from '@/lib/db/seal';
import type { Locale } from '@/lib/i18n/locale';
import { keyedHash } from '@/lib/ids';
import type { AppointmentId } from './model';

export const LINK_PURPOSES = ['confirm', 'move', 'cancel'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface LinkTarget {
  readonly purpose: LinkPurpose;
  readonly appointmentId: AppointmentId;
  /** Of the visit when the link was written: a moved or cancelled visit has another one, and the link is over. */
  readonly version: number;
}

const PURPOSE = 'visit-link';
const BODY_BYTES = 19;
/** 96 bits: nobody guesses one, and a text message stays short. */
const MAC_BYTES = 12;

const macOf = (key: Buffer, body: Buffer) => Buffer.from(keyedHash(key, body.toString('hex')), 'hex').subarray(0, MAC_BYTES);

/** Compared by their hashes, so that the time it takes tells nothing about the secret one. */
const isSame = (key: Buffer, one: Buffer, other: Buffer) =>
  keyedHash(key, one.toString('hex')) === keyedHash(key, other.toString('hex'));

/** A link's secret: what it may do, to which visit, in which state of it. Nothing is stored, nothing personal is in it. */
export function writeLinkToken({ purpose, appointmentId, version }: LinkTarget): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(LINK_PURPOSES.indexOf(purpose), 0);
  body.write(appointmentId.replaceAll('-', ''), 1, 'hex');
  body.writeUInt16BE(version % 65_536, 17);
  return Buffer.concat([body, macOf(purposeKey(PURPOSE), body)]).toString('base64url');
}

/** What a link says, or null when it was not written by us. */
export function readLinkToken(token: string): LinkTarget | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== BODY_BYTES + MAC_BYTES) return null;
  const body = bytes.subarray(0, BODY_BYTES);
  const ours = purposeKeys(PURPOSE).some((key) => isSame(key, macOf(key, body), bytes.subarray(BODY_BYTES)));
  const purpose = LINK_PURPOSES[body.readUInt8(0)];
  if (!ours || !purpose) return null;
  const hex = body.toString('hex', 1, 17);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { purpose, appointmentId: id as AppointmentId, version: body.readUInt16BE(17) };
}

/** Short, because it travels in text messages. */
export const linkPath = (locale: Locale, target: LinkTarget) => `/${locale}/v/${writeLinkToken(target)}`;
