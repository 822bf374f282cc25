import { closeDb } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import { STAFF_ROLES, type StaffRole } from './actor';
import { type Address, parseAddress } from './address';
import { addStaff, disableStaff, resetStaffPasskey } from './staff';

const USAGE = `
  npm run staff:add -- --role <role> --email <address> [--organization <id>]
  npm run staff:disable -- --email <address>
  npm run staff:reset-passkey -- --email <address>

  Opens or disables the account of somebody who works for the plan or for a practice. They sign in at /en/staff/sign-in
  with a code sent to that address, and a passkey that they make the first time. Resetting takes a lost passkey away and
  ends their sessions; who signs in next by code makes a new one, so be sure who asks.

  --role          ${STAFF_ROLES.join(', ')}
  --organization  for the role practice: the id of its organization in the directory
`;

const isRole = (text: string | undefined): text is StaffRole => STAFF_ROLES.some((role) => role === text);

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
}

function emailOf(args: readonly string[]): Address | null {
  const address = parseAddress(option(args, 'email') ?? '');
  return address?.kind === 'email' ? address : null;
}

async function add(args: readonly string[], email: Address): Promise<string | null> {
  const role = option(args, 'role');
  const organizationId = option(args, 'organization') ?? null;
  if (!isRole(role)) return null;
  if (role === 'practice' ? !isUuid(organizationId ?? '') : organizationId !== null) return null;
  const id = await addStaff({ role, email, organizationId }, 'staff-add');
  return id ? `Added ${email.text} as ${role}.` : `${email.text} has a staff account already. Nothing was changed.`;
}

async function disable(email: Address): Promise<string> {
  const done = await disableStaff(email, 'staff-disable');
  return done ? `Disabled ${email.text}. Their sessions have ended.` : `No active staff account has ${email.text}.`;
}

async function reset(email: Address): Promise<string> {
  const done = await resetStaffPasskey(email, 'staff-reset');
  return done ? `Took the passkey of ${email.text} away.` : `No active staff account has ${email.text}.`;
}

async function main([verb, ...args]: readonly string[]): Promise<number> {
  const email = emailOf(args);
  const verbs: Readonly<Record<string, (address: Address) => Promise<string | null>>> = {
    add: (address) => add(args, address),
    disable,
    'reset-passkey': reset,
  };
  const said = email && ((await verbs[verb ?? '']?.(email)) ?? null);
  console.log(said ? `\n  ${said}\n` : USAGE);
  await closeDb();
  return said ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2));
