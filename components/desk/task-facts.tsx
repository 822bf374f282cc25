import type { ReactNode } from 'react';
import { PhoneLink } from '@/components/ui/phone-link';
import { SummaryList } from '@/components/ui/summary-list';
import { formatPhone, formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, type Translator, translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { OpenedTask } from '@/lib/tasks/model';
import { dueText, takenText } from './task-words';

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** A call-back keeps number and reasons in its sealed note. */
function readCallBack(note: string | null): { phone: string | null; because: readonly string[] } {
  const read = note ? (JSON.parse(note) as { phone?: string | null; because?: string[] }) : {};
  return { phone: read.phone ?? null, because: read.because ?? [] };
}

function callBackRows({ detail, note }: OpenedTask, t: Translator): readonly [string, ReactNode][] {
  const { phone, because } = readCallBack(note);
  return [
    [t('desk.level'), t(`desk.levels.${detail.level === 'emergent' ? 'emergent' : 'urgent'}`)],
    [t('desk.way'), t(`desk.ways.${text(detail.way) ?? 'notAsked'}` as MessageKey)],
    [t('desk.phone'), phone ? <PhoneLink key="phone" phone={phone} label={formatPhone(phone)} /> : null],
    [t('desk.language'), t(`directory.facets.language.${text(detail.language) ?? 'en'}` as MessageKey)],
    [t('desk.because'), because.join(', ')],
  ];
}

function entryRows({ detail, note, subject }: OpenedTask, t: Translator, locale: Locale): readonly [string, ReactNode][] {
  const reasons = Array.isArray(detail.reasons) ? detail.reasons : [];
  const href = `/${locale}/providers/${subject.split(':')[1]}`;
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
    ...(task.kind === 'needs.callback' ? callBackRows(task, t) : entryRows(task, t, locale)),
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
