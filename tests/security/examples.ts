/** What the examples need to know of the portal under test. */
export interface Known {
  readonly roleId: string;
  readonly visitTypeId: string;
  /** A UUID of the right shape that belongs to somebody else or to nobody. */
  readonly foreignId: string;
}

export interface Example {
  /** Arguments before the form, where the page binds some; they stand in the page in clear. */
  readonly args?: readonly unknown[];
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Where it leads when it was done. Needed for actions of an account. */
  readonly done?: RegExp;
}

const BIRTH = [
  ['birthDate-month', '4'],
  ['birthDate-day', '12'],
  ['birthDate-year', '1991'],
] as const;
const PAPER_DATED = [
  ['paperDated-month', '3'],
  ['paperDated-day', '5'],
  ['paperDated-year', '2020'],
] as const;
const CONSENT_CHECK = [
  ['basis', 'parent'],
  ['clinician', 'Dr. Test'],
  ['licence', 'physician'],
] as const;
const en = ['locale', 'en'] as const;

/** One request that each action understands: the first rung of the access run, and the seed of the fuzz run. */
export const examplesFor = ({ roleId, visitTypeId, foreignId }: Known): Readonly<Record<string, Example>> => ({
  'lib/auth/actions#askForCodeAction': {
    fields: [en, ['to', 'account'], ['stamp', 'x'], ['website', ''], ['address', 'a@example.org'], ['computer', 'own']],
  },
  'lib/auth/actions#redeemCodeAction': { fields: [en, ['to', 'account'], ['code', '12345678']] },
  'lib/auth/actions#recoverAction': { fields: [en, ['code', 'CDFG-HJKM-NPQR-TWXY'], ['computer', 'own']] },
  'lib/auth/actions#signOutAction': { fields: [en], done: /\/sign-out$/ },
  'lib/auth/actions-staff#askForStaffCodeAction': { fields: [en, ['stamp', 'x'], ['website', ''], ['email', 'a@staff.example']] },
  'lib/auth/actions-staff#redeemStaffCodeAction': { fields: [en, ['code', '12345678']] },
  'lib/auth/actions-staff#showStaffPasskeyAction': { fields: [en, ['credential', '{}']] },
  'lib/auth/actions-staff#staffSignOutAction': { fields: [en] },
  'lib/auth/actions-passkey#addPasskeyAction': { fields: [en, ['credential', '{}']] },
  'lib/auth/actions-passkey#removePasskeyAction': { fields: [en, ['id', 'x']] },
  'lib/auth/actions-passkey#passkeySignInAction': { fields: [en, ['credential', '{}']] },
  'lib/directory/actions#chooseAction': { args: ['en', roleId], fields: [] },
  'lib/directory/actions#saveAction': { args: ['en', roleId, true], fields: [] },
  'lib/directory/actions#reportAction': {
    args: ['en', roleId],
    fields: [
      ['reasons[]', 'phone'],
      ['note', 'wrong'],
    ],
  },
  'lib/directory/actions#searchProviders': {
    args: ['en'],
    fields: [
      ['text', 'counseling'],
      ['place', '28601'],
      ['miles', '25'],
      ['f', 'svc'],
    ],
  },
  'lib/directory/actions-desk#dealWithRowAction': {
    args: ['en', '01a214c1-0000-7000-8000-000000000000', '01a214c1-0000-7000-8000-000000000000'],
    fields: [],
  },
  'lib/eligibility/actions#answerQuestion': { fields: [en, ['question', 'county'], ['county', '37035']] },
  'lib/eligibility/actions#askForOthers': { fields: [en] },
  'lib/eligibility/actions#tellStatuses': { fields: [en, ['status-a1', 'citizen'], ['years-a1', '3']] },
  'lib/eligibility/actions-coverage#askCoverageAction': {
    fields: [en, ['memberId', '900123456K'], ['firstName', 'Ana'], ['lastName', 'Test'], ...BIRTH],
    done: /\/account\/coverage\?answer=1$/,
  },
  'lib/http/actions-theme#chooseThemeAction': { fields: [en, ['place', 'display'], ['theme', 'dark']] },
  'lib/journey/actions#continueWithCode': { fields: [en, ['code', 'KTRM 4927']] },
  'lib/journey/actions#deleteSaved': { fields: [en] },
  'lib/journey/actions#finishForNow': { fields: [en] },
  'lib/needs/actions#answerNeeds': {
    args: ['en', 'who'],
    fields: [
      ['forWhom', 'self'],
      ['age', 'adult'],
      ['language', 'en'],
    ],
  },
  'lib/needs/actions#answerCheck': { args: ['en', 'phq9'], fields: [['q1', '1']] },
  'lib/needs/actions#answerCounty': { args: ['en'], fields: [['county', '37035']] },
  'lib/needs/actions-desk#confirmCallBackAction': { args: ['en', 'KTRM4927'], fields: CONSENT_CHECK },
  'lib/scheduling/actions-consent#confirmConsentAction': { args: ['en', foreignId], fields: CONSENT_CHECK },
  'lib/needs/actions-desk#lowerLevelAction': {
    args: ['en', 'KTRM4927'],
    fields: [
      ['level', 'urgent'],
      ['reason', 'reached'],
    ],
  },
  'lib/needs/actions#answerReach': {
    args: ['en'],
    fields: [
      ['way', 'phone'],
      ['phone', '704-555-0123'],
    ],
  },
  'lib/scheduling/actions#chooseTime': { fields: [en, ['role', roleId], ['slot', `1796137200000.${visitTypeId}`]] },
  'lib/scheduling/actions#savePerson': {
    fields: [en, ['firstName', 'Ana'], ['lastName', 'Test'], ...BIRTH, ['interpreter', 'none'], ['accessNeeds[]', 'quiet']],
  },
  'lib/scheduling/actions#saveContact': {
    fields: [en, ['contactWay', 'text'], ['phone', '704-555-0123'], ['voiceMessage', 'no'], ['safeTimes', 'any']],
  },
  'lib/scheduling/actions#bookVisit': { fields: [en, ['appointmentId', foreignId], ['key', 'press-1']] },
  'lib/scheduling/actions#confirmMove': { fields: [en, ['appointmentId', foreignId], ['key', 'press-2']] },
  'lib/scheduling/actions#keepOldTime': { fields: [en, ['appointmentId', foreignId]] },
  'lib/scheduling/actions#cancelVisit': { fields: [en, ['appointmentId', foreignId]] },
  'lib/scheduling/actions-links#callBackAction': {
    fields: [en, ['role', roleId], ['firstName', 'Ana'], ['phone', '704-555-0123'], ['voiceMessage', 'no'], ['safeTimes', 'any']],
  },
  'lib/scheduling/actions-links#confirmLinkAction': { fields: [en, ['token', 'x']] },
  'lib/scheduling/actions-links#cancelLinkAction': { fields: [en, ['token', 'x']] },
  'lib/scheduling/actions-links#moveLinkAction': {
    fields: [en, ['token', 'x'], ['slot', `1796137200000.${visitTypeId}`], ['key', 'press-3']],
  },
  'lib/scheduling/actions-practice#blockTimeAction': {
    fields: [
      en,
      ['role', roleId],
      ['fromDate', '2026-12-01'],
      ['fromTime', '9:00'],
      ['toDate', '2026-12-01'],
      ['toTime', '12:00'],
    ],
  },
  'lib/scheduling/actions-practice#unblockTimeAction': { fields: [en, ['id', foreignId]] },
  'lib/scheduling/actions-practice#markVisitAction': { fields: [en, ['id', foreignId], ['outcome', 'arrived']] },
  'lib/scheduling/actions-practice#setHoursAction': { fields: [en, ['role', roleId], ['day1', '9:00-12:00']] },
  'lib/scheduling/actions-practice#readFeedAction': { fields: [en, ['role', roleId], ['url', 'https://calendar.example/a.ics']] },
  'lib/scheduling/actions-practice#forgetFeedAction': { fields: [en, ['role', roleId]] },
  'lib/scheduling/actions#openByCode': { fields: [en, ['code', 'KTRM4927'], ...BIRTH] },
  'lib/tasks/actions#takeTaskAction': { args: ['en', 'KTRM4927'], fields: [] },
  'lib/tasks/actions#finishTaskAction': { args: ['en', 'KTRM4927'], fields: [['outcome', 'done']] },
  'lib/tasks/actions#reopenTaskAction': { args: ['en', 'KTRM4927'], fields: [] },
  'lib/membership/actions#saveContact': {
    fields: [en, ['way', 'email'], ['voiceMessage', 'no'], ['callerName', 'plan'], ['safeTimes', 'any']],
    done: /done=contact/,
  },
  'lib/membership/actions#saveSettings': {
    fields: [en, ['language', 'en'], ['firstName', 'Changed'], ['reminders', 'yes']],
    done: /done=settings/,
  },
  'lib/membership/actions#inviteHelper': {
    fields: [en, ['address', 'helper@example.org'], ['relation', 'helper']],
    done: /done=invited/,
  },
  'lib/membership/actions#addChildAction': { fields: [en, ['childName', 'Luz']], done: /done=child/ },
  'lib/membership/actions#answerInviteAction': { fields: [en, ['id', foreignId], ['answer', 'yes']], done: /done=answered/ },
  'lib/membership/actions#endDelegateAction': { fields: [en, ['id', foreignId]], done: /done=ended/ },
  'lib/membership/actions#actForAction': { fields: [en, ['id', '']], done: /\/account\/people$/ },
  'lib/membership/actions-authority#askAuthorityAction': {
    args: ['en', foreignId],
    fields: [
      ['basis', 'parent'],
      ['ownName', 'Ana Test'],
      ['theirName', 'Luz Test'],
      ['phone', '704-555-0123'],
    ],
  },
  'lib/membership/actions-authority-desk#acceptPapersAction': {
    args: ['en', 'KTRM4927'],
    fields: [['paper', 'birthCertificate'], ...PAPER_DATED, ...BIRTH],
  },
  'lib/membership/actions-authority-desk#refusePapersAction': { args: ['en', 'KTRM4927'], fields: [['refusal', 'over']] },
  'lib/membership/actions-authority-desk#withdrawPapersAction': { args: ['en', 'KTRM4927'], fields: [] },
  'lib/membership/actions#signOutEverywhereAction': { fields: [en], done: /\/sign-out$/ },
  'lib/membership/actions-consents#giveConsentAction': {
    fields: [
      en,
      ['recipient', 'A clinic'],
      ['scope', 'visits'],
      ['purpose', 'care'],
      ['period', 'year'],
      ['signature', 'Ana Test'],
    ],
    done: /done=consent/,
  },
  'lib/membership/actions-consents#withdrawConsentAction': { fields: [en, ['id', foreignId]] },
  'lib/membership/actions-sessions#endSessionAction': { fields: [en, ['id', foreignId]] },
  'lib/membership/actions-sessions#endOtherSessionsAction': { fields: [en], done: /done=sessions/ },
  'lib/membership/actions#closeAccountAction': { fields: [en, ['sure[]', 'yes']], done: /\/account-closed$/ },
  'lib/membership/actions#keepAccountAction': { fields: [en], done: /done=kept/ },
  'lib/membership/actions#keepChoiceAction': { fields: [en], done: /done=settings/ },
  'lib/membership/actions#makeRecoveryCodesAction': { fields: [en], done: /done=made/ },
  'lib/scheduling/actions-account#adoptVisitsAction': { fields: [en], done: /done=(adopted|conflict)/ },
  'lib/scheduling/actions-account#claimVisitAction': { fields: [en, ['code', 'KTRM4927'], ...BIRTH] },
  'lib/scheduling/actions-account#withholdVisitAction': { fields: [en, ['id', foreignId], ['withheld', 'yes']] },
  'lib/scheduling/actions-account#openVisitAction': { fields: [en, ['id', foreignId]], done: /\/appointments\/booked$/ },
});

/** A value for each parameter of a route; what is not here is a `1`. */
export function addressOf(route: string, { roleId }: Pick<Known, 'roleId'>, locale = 'en'): string {
  const question = route.includes('/needs/') ? 'help' : 'county';
  return route
    .replace('[locale]', locale)
    .replace('[question]', question)
    .replace(/\[(id|role)\]/, roleId)
    .replace('[[...path]]', 'metadata')
    .replace(/\[[^\]]+\]/g, '1');
}
