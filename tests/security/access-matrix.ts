import { STAFF_ROLES } from '@/lib/auth/actor';
import { MEMBER_ACTORS } from './actors';
import { account, browser, members, open, type Row, staff, system } from './rows';

const SELF = ['P1', 'P1-old', 'P2', 'other'] as const;
const FRESH = ['P1', 'P2', 'other'] as const;
const GUARDS = ['parent', 'guardian'] as const;

const ASK_AGAIN = { again: ['P1-old'] } as const;

const WORDS = open('the same words for everyone');
const FORM = open('an empty form');
const LIST = open('the public directory');
const SAVED = browser('saved progress, found by the cookie alone');
const VISIT = browser('the visit of this browser, found by its progress');

const CONTACT = account('account.contact', members([...FRESH, ...GUARDS], ASK_AGAIN));
const COVERAGE = account('account.coverage', members([...SELF, ...GUARDS]));
const EXPORT = account('account.export', members([...FRESH, ...GUARDS], ASK_AGAIN));
const READ = account('account.read', members([...SELF, ...GUARDS]));
const SETTINGS = account('account.settings', members(SELF));
const DELETE = account('account.delete', members(FRESH, ASK_AGAIN));
/** Only the person: a list of consents tells of treatment that a minor may have agreed to alone (42 CFR 2.14). */
const CONSENTS = account('account.consents', members(FRESH, ASK_AGAIN));
const PEOPLE = account('account.people', members(FRESH, ASK_AGAIN));
const KEYS = account('account.passkeys', members(FRESH, ASK_AGAIN));
const DESK = staff(
  'any role',
  STAFF_ROLES.filter((role) => role !== 'practice'),
);
/** Each role its own work; see tests/integration/tasks for which. */
const TASK = staff('desk.tasks', ['access', 'directory', 'coordination', 'admin']);
/** Imports and what they could not use. */
const DIRECTORY = staff('desk.directory', ['directory', 'admin']);
/** Papers of parents and guardians. */
const PAPERS = staff('desk.authority', ['access', 'admin']);
const PRACTICE = staff('practice.calendar', ['practice']);
const LINK = open('the holder of a signed link, for the deed it was written for');
/** A helper brings in what they booked, and sees nothing of what is there. */
const CLAIM = account('account.claim', members(MEMBER_ACTORS));
const BOOK = account('appointment.book', members(MEMBER_ACTORS));

const VISIT_DEEDS = 'bookVisit cancelVisit chooseTime confirmMove keepOldTime saveContact savePerson'.split(' ');
const PRACTICE_DEEDS = 'blockTime forgetFeed markVisit readFeed setHours unblockTime'.split(' ').map((deed) => `${deed}Action`);
const PAPER_DEEDS = 'acceptPapersAction refusePapersAction withdrawPapersAction'.split(' ');
const rows = (file: string, names: readonly string[], row: Row) =>
  Object.fromEntries(names.map((name) => [`${file}#${name}`, row]));

/** Every page and route handler. One without a row fails the tests. */
export const ROUTES: Readonly<Record<string, Row>> = {
  '/[locale]': WORDS,
  '/[locale]/accessibility': WORDS,
  '/[locale]/account-closed': WORDS,
  '/[locale]/delete/done': WORDS,
  '/[locale]/eligibility/rules': WORDS,
  '/[locale]/help-now': WORDS,
  '/[locale]/language-help': WORDS,
  '/[locale]/leave': WORDS,
  '/[locale]/needs': WORDS,
  '/[locale]/not-found': WORDS,
  '/[locale]/privacy': WORDS,
  '/[locale]/problem': WORDS,
  '/[locale]/save/finished': WORDS,
  '/[locale]/sign-out': WORDS,
  '/[locale]/unavailable': WORDS,
  '/[locale]/appointments/manage': FORM,
  '/[locale]/continue': FORM,
  '/[locale]/delete': FORM,
  '/[locale]/display': FORM,
  '/[locale]/sign-in': FORM,
  '/[locale]/sign-in/code': FORM,
  '/[locale]/sign-in/recovery': FORM,
  '/[locale]/staff/sign-in': FORM,
  '/[locale]/staff/sign-in/code': FORM,
  '/[locale]/staff/sign-in/key': FORM,
  '/[locale]/desk': DESK,
  '/[locale]/desk/[reference]': TASK,
  '/[locale]/desk/imports': DIRECTORY,
  '/[locale]/desk/imports/[batch]': DIRECTORY,
  '/[locale]/desk/imports/file': DIRECTORY,
  '/[locale]/practice': PRACTICE,
  '/[locale]/practice/consent/[visit]': PRACTICE,
  '/[locale]/practice/times': PRACTICE,
  '/[locale]/providers/[id]': LIST,
  '/[locale]/providers/[id]/report': LIST,
  '/[locale]/providers/search': LIST,
  '/[locale]/mailbox': open('a try-out page: it answers 404 unless the origin is loopback or MAILBOX=on'),
  '/[locale]/v/[token]': open('a signed link: one visit’s time, one deed, no name; others see that it is over'),
  '/[locale]/appointments/times/[role]': open('free times, without who has the others'),
  '/[locale]/eligibility': SAVED,
  '/[locale]/eligibility/[question]': SAVED,
  '/[locale]/eligibility/check': SAVED,
  '/[locale]/eligibility/print': SAVED,
  '/[locale]/eligibility/result': SAVED,
  '/[locale]/needs/[question]': SAVED,
  '/[locale]/needs/county': SAVED,
  '/[locale]/needs/more': SAVED,
  '/[locale]/needs/more/[part]': SAVED,
  '/[locale]/needs/reach': SAVED,
  '/[locale]/providers': SAVED,
  '/[locale]/providers/saved': SAVED,
  '/[locale]/save': SAVED,
  '/[locale]/appointments': VISIT,
  '/[locale]/appointments/booked': VISIT,
  '/[locale]/appointments/calendar': VISIT,
  '/[locale]/appointments/call-back': VISIT,
  '/[locale]/appointments/cancel': VISIT,
  '/[locale]/appointments/cancelled': VISIT,
  '/[locale]/appointments/check': VISIT,
  '/[locale]/appointments/contact': VISIT,
  '/[locale]/appointments/details': VISIT,
  '/[locale]/appointments/move': VISIT,
  '/[locale]/account': BOOK,
  '/[locale]/account/consents': CONSENTS,
  '/[locale]/account/contact': CONTACT,
  '/[locale]/account/coverage': COVERAGE,
  '/[locale]/account/delete': DELETE,
  '/[locale]/account/export': EXPORT,
  '/[locale]/account/export/file': EXPORT,
  '/[locale]/account/history': READ,
  '/[locale]/account/keys': KEYS,
  '/[locale]/account/people': BOOK,
  '/[locale]/account/people/[delegation]': BOOK,
  '/[locale]/account/settings': SETTINGS,
  '/[locale]/account/visits': READ,
  '/api/eligibility/screenings': open('computes from the body alone and keeps nothing'),
  '/api/suggest': open('the public directory; reads no cookie and keeps nothing of what was typed'),
  '/api/passkey': open('a challenge for the browser that asks; adding a passkey needs a fresh sign-in'),
  '/api/health': WORDS,
  '/api/openapi.json': WORDS,
  '/api/ready': WORDS,
  '/fhir/R4/[[...path]]': open('each operation has its own row'),
};

const HOLDER = browser('the holder of a 256-bit token; other tokens see nothing');

/** Every resource type and operation of the FHIR door. */
export const OPERATIONS: Readonly<Record<string, Row>> = {
  metadata: WORDS,
  $export: LIST,
  '$bulk-publish': LIST,
  Endpoint: LIST,
  HealthcareService: LIST,
  InsurancePlan: LIST,
  Location: LIST,
  Organization: LIST,
  OrganizationAffiliation: LIST,
  Practitioner: LIST,
  PractitionerRole: LIST,
  Schedule: LIST,
  Slot: LIST,
  'Appointment/$find': LIST,
  'Appointment/$hold': open('takes a free time for a new token'),
  Appointment: HOLDER,
  'Appointment/$book': HOLDER,
  'Appointment/$cancel': HOLDER,
  'Appointment/$reschedule': HOLDER,
};

const NIGHTLY = system('removes what is over');

/** Every job. */
export const JOBS: Readonly<Record<string, Row>> = {
  'journey.purge': NIGHTLY,
  'rate-limit.purge': NIGHTLY,
  'notifications.purge': NIGHTLY,
  'appointment.purge': NIGHTLY,
  'sign-in.purge': NIGHTLY,
  'directory.open-times': system('writes on each entry how soon it has an open time, from what everybody may see'),
  'directory.import': system('brings a file that staff handed in into the public directory'),
  'directory.upkeep': system('counts what speaks against entries, and hides those nobody confirmed'),
  'account.notice': system('tells a member, where they called it safe, that a way to sign in was changed'),
  'authority.upkeep': system('ends what parents and guardians may on its day, and tells both sides'),
  'accounts.delete': system('destroys keys of accounts whose 30 days are over'),
  'member-keys.rewrap': system('wraps keys anew and opens none of what they seal'),
  'notifications.deliver': system('sends what was written for one address, and forgets the address'),
  'busy-feed.read': system('reads the calendars that practices gave us'),
  'practice.tell': system('mails a practice what changed in its book'),
  'waitlist.offer': system('offers a free time to the next in line'),
};

const OWN_ACCOUNT = account('account.read', members([...SELF, ...GUARDS]));

/** Every server action. */
export const ACTIONS: Readonly<Record<string, Row>> = {
  'lib/auth/actions#askForCodeAction': FORM,
  'lib/auth/actions#recoverAction': FORM,
  'lib/auth/actions#redeemCodeAction': FORM,
  'lib/auth/actions#signOutAction': open('ends the session of this browser, if there is one'),
  'lib/auth/actions-staff#askForStaffCodeAction': FORM,
  'lib/auth/actions-staff#redeemStaffCodeAction': FORM,
  'lib/auth/actions-staff#showStaffPasskeyAction': browser('the passkey of who came in by code in this browser'),
  'lib/auth/actions-staff#staffSignOutAction': open('ends the staff session of this browser, if there is one'),
  'lib/auth/actions-passkey#addPasskeyAction': browser('the answer to a challenge of this browser, with a fresh sign-in'),
  'lib/auth/actions-passkey#removePasskeyAction': browser('a passkey of the member who is signed in, freshly'),
  'lib/auth/actions-passkey#passkeySignInAction': FORM,
  'lib/directory/actions#chooseAction': SAVED,
  'lib/directory/actions#reportAction': open('anybody may report a wrong entry'),
  'lib/directory/actions#saveAction': SAVED,
  'lib/directory/actions#searchProviders': SAVED,
  'lib/eligibility/actions#answerQuestion': SAVED,
  'lib/eligibility/actions#askForOthers': SAVED,
  'lib/directory/actions-desk#dealWithRowAction': DIRECTORY,
  'lib/eligibility/actions#tellStatuses': browser('kept in a sealed cookie of this browser alone'),
  'lib/http/actions-theme#chooseThemeAction': browser('light or dark, in a cookie of this browser'),
  'lib/journey/actions#continueWithCode': browser('the progress behind a code of 35 bits, five tries an hour'),
  'lib/journey/actions#deleteSaved': SAVED,
  'lib/journey/actions#finishForNow': SAVED,
  'lib/needs/actions#answerCheck': SAVED,
  'lib/needs/actions#answerCounty': SAVED,
  'lib/needs/actions#answerNeeds': SAVED,
  'lib/needs/actions#answerReach': SAVED,
  ...rows('lib/scheduling/actions-links', ['callBackAction'], VISIT),
  ...rows('lib/scheduling/actions-links', ['cancelLinkAction', 'confirmLinkAction', 'moveLinkAction'], LINK),
  ...rows('lib/scheduling/actions-practice', PRACTICE_DEEDS, PRACTICE),
  ...rows('lib/scheduling/actions', VISIT_DEEDS, VISIT),
  'lib/scheduling/actions#openByCode': browser('the visit behind a code and a birth date, five tries an hour'),
  'lib/membership/actions#actForAction': account('appointment.book', members(MEMBER_ACTORS)),
  'lib/membership/actions#addChildAction': PEOPLE,
  'lib/membership/actions-authority#askAuthorityAction': account('appointment.book', members(MEMBER_ACTORS)),
  ...rows('lib/membership/actions-authority-desk', PAPER_DEEDS, PAPERS),
  'lib/membership/actions#answerInviteAction': account('account.read', members(MEMBER_ACTORS)),
  'lib/membership/actions#closeAccountAction': DELETE,
  'lib/membership/actions#endDelegateAction': account('account.read', members(MEMBER_ACTORS)),
  'lib/membership/actions#inviteHelper': PEOPLE,
  'lib/membership/actions#keepAccountAction': SETTINGS,
  'lib/membership/actions#keepChoiceAction': account('choice.change', members([...SELF, ...GUARDS])),
  'lib/membership/actions#makeRecoveryCodesAction': KEYS,
  ...rows('lib/needs/actions-desk', ['confirmCallBackAction', 'lowerLevelAction'], TASK),
  'lib/scheduling/actions-consent#confirmConsentAction': PRACTICE,
  'lib/tasks/actions#takeTaskAction': TASK,
  'lib/tasks/actions#finishTaskAction': TASK,
  'lib/tasks/actions#reopenTaskAction': TASK,
  'lib/membership/actions#saveContact': CONTACT,
  'lib/eligibility/actions-coverage#askCoverageAction': COVERAGE,
  'lib/membership/actions#saveSettings': SETTINGS,
  ...rows('lib/membership/actions-consents', ['giveConsentAction', 'withdrawConsentAction'], CONSENTS),
  ...rows('lib/membership/actions-sessions', ['endSessionAction', 'endOtherSessionsAction'], KEYS),
  'lib/membership/actions#signOutEverywhereAction': account('account.sessions', members(SELF)),
  ...rows('lib/scheduling/actions-account', ['adoptVisitsAction', 'claimVisitAction'], CLAIM),
  'lib/scheduling/actions-account#withholdVisitAction': account('appointment.withhold', members(SELF)),
  'lib/scheduling/actions-account#openVisitAction': OWN_ACCOUNT,
};
