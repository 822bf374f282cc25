import type { ReactNode } from 'react';
import { consentCheckText } from '@/components/needs/consent-check';
import { PhoneLink } from '@/components/ui/phone-link';
import { SummaryList } from '@/components/ui/summary-list';
import { instant } from '@/lib/clock';
import { formatPhone, formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, type Translator, translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';
import { AuthorityNoteSchema } from '@/lib/membership/model-authority';
import { CallBackDetailSchema, readCallBackNote } from '@/lib/needs/model-call-back';
import { RULE_IDS } from '@/lib/needs/rules/route';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { OpenedTask } from '@/lib/tasks/model';
import { dueText, takenText } from './task-words';

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** Rules have words; one that a later release dropped keeps its code. */
const ruleText = (id: string, t: Translator) => (RULE_IDS.has(id) ? t(`desk.rules.${id}` as MessageKey) : id);

/** A call-back keeps number and reasons in its sealed note. */
function callBackRows({ detail, note }: OpenedTask, t: Translator, locale: Locale): readonly [string, ReactNode][] {
  const { phone, because, lowered, confirmed } = readCallBackNote(note);
  const { level, way, language, consent } = CallBackDetailSchema.parse(detail);
  return [
    [t('desk.level'), t(`desk.levels.${level}`)],
    [t('desk.way'), t(`desk.ways.${way}`)],
    [t('desk.phone'), phone ? <PhoneLink key="phone" phone={phone} label={formatPhone(phone)} /> : null],
    [t('desk.language'), t(`directory.facets.language.${language}`)],
    [t('desk.because'), because.map((id) => ruleText(id, t)).join('; ')],
    [t('desk.consent'), consent ? t(`needs.consent.${consent}`) : null],
    [t('desk.confirmed'), confirmed.map((check) => consentCheckText(check, locale)).join(' ')],
    [t('desk.lower.reasons'), lowered.map(({ reason }) => reason).join('; ')],
  ];
}

/** A person whom no time fitted, or whom an earlier one can be offered: how to call them and what about. */
function timeRows({ detail, note }: OpenedTask, t: Translator, locale: Locale): readonly [string, ReactNode][] {
  const [name = '', phone = ''] = (note ?? '').split('\n');
  const start = text(detail.start);
  const roleId = text(detail.roleId);
  const level = text(detail.needLevel);
  const voice = text(detail.voiceMessage);
  const safe = text(detail.safeTimes);
  const language = text(detail.locale);
  return [
    [t('desk.level'), level && t(`desk.levels.${level}` as MessageKey)],
    [t('desk.person'), name],
    [t('desk.phone'), phone ? <PhoneLink key="phone" phone={phone} label={formatPhone(phone)} /> : null],
    [t('desk.way'), voice && t(`practice.week.voice.${voice}` as MessageKey)],
    [t('desk.safeTimes'), safe && t(`appointments.contact.times.${safe}` as MessageKey)],
    [t('desk.language'), language && t(`directory.facets.language.${language}` as MessageKey)],
    [t('desk.offered'), start && visitMoment(instant(start), locale)],
    [
      t('desk.entry'),
      roleId ? (
        <a key="entry" href={`/${locale}/providers/${roleId}`}>
          {t('desk.look')}
        </a>
      ) : null,
    ],
  ];
}

/** A message about a visit that nobody got: what it was, where it was to go, and why it did not. */
function letterRows({ detail, note }: OpenedTask, t: Translator): readonly [string, ReactNode][] {
  const template = text(detail.template);
  const where = note?.startsWith('+') ? <PhoneLink key="where" phone={note} label={formatPhone(note)} /> : note;
  return [
    [t('desk.message'), template && t(`notifications.templates.${template}.subject` as MessageKey)],
    [t('desk.where'), where],
    [t('desk.failure'), t(`desk.failures.${text(detail.failure)}` as MessageKey)],
  ];
}

/** Whose papers are to be seen, by the names that stand on them. */
function papersRows({ detail, note }: OpenedTask, t: Translator): readonly [string, ReactNode][] {
  const { ownName, theirName, phone } = AuthorityNoteSchema.parse(JSON.parse(note ?? '{}'));
  return [
    [t('desk.papers.basis'), t(`desk.papers.bases.${text(detail.basis)}` as MessageKey)],
    [t('desk.papers.ownName'), ownName],
    [t('desk.papers.theirName'), theirName],
    [t('desk.phone'), phone ? <PhoneLink key="phone" phone={phone} label={formatPhone(phone)} /> : null],
  ];
}

/** Rows of an import that could not be used: they are worked through on its own page. */
function quarantineRows({ detail, subject }: OpenedTask, t: Translator, locale: Locale): readonly [string, ReactNode][] {
  return [
    [t('desk.imports.from'), text(detail.source)],
    [t('desk.imports.counts.rejected'), text(detail.rows)],
    [
      t('desk.imports.quarantine'),
      <a key="import" href={`/${locale}/desk/imports/${subject.split(':')[1]}`}>
        {t('desk.look')}
      </a>,
    ],
  ];
}

const visitMoment = (at: Date, locale: Locale) =>
  `${formatShortDate(at, locale, PLAN_ZONE)}, ${formatTime(at, locale, PLAN_ZONE, true)}`;

function rowsOf(task: OpenedTask, t: Translator, locale: Locale) {
  if (task.kind === 'needs.callback') return callBackRows(task, t, locale);
  if (task.kind === 'membership.papers') return papersRows(task, t);
  if (task.kind === 'notifications.undelivered') return letterRows(task, t);
  if (task.kind === 'directory.quarantine') return quarantineRows(task, t, locale);
  return task.kind.startsWith('scheduling.') ? timeRows(task, t, locale) : entryRows(task, t, locale);
}

function entryRows({ detail, note, subject }: OpenedTask, t: Translator, locale: Locale): readonly [string, ReactNode][] {
  const reasons = Array.isArray(detail.reasons) ? detail.reasons : [];
  // A change of provider is about the one that was left; the task itself stands for the person.
  const href = `/${locale}/providers/${text(detail.left) ?? subject.split(':')[1]}`;
  return [
    [
      t('desk.entry'),
      <a key="entry" href={href}>
        {t('desk.look')}
      </a>,
    ],
    [t('desk.reasons'), reasons.map((reason) => t(`directory.report.${String(reason)}` as MessageKey)).join('; ')],
    [t('desk.score'), text(detail.score)],
    [t('desk.note'), note],
  ];
}

/** Everything staff need for one task; rows without a value are left out. */
export function TaskFacts({ locale, task, staffId }: { locale: Locale; task: OpenedTask; staffId: string }) {
  const t = translator(locale);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('desk.code'), formatReturnCode(task.reference)],
    [t('desk.since'), formatShortDate(task.createdAt, locale, PLAN_ZONE)],
    ...rowsOf(task, t, locale),
  ];
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  return (
    <>
      <p>
        <strong>{dueText(task, locale)}</strong>
      </p>
      <p>
        {t('desk.owner', { role: t(`staff.roles.${task.owner}`) })}. {takenText(task, staffId, locale)}.
      </p>
      <SummaryList rows={shown.map(([label, value]) => ({ key: label, label, value }))} />
    </>
  );
}
