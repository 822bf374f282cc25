import { RadioList } from '@/components/forms/radio-list';
import { TextField } from '@/components/forms/text-field';
import { ButtonLink } from '@/components/ui/button-link';
import { Dialable } from '@/components/ui/dialable';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import { formatLongDate, formatPhone, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';
import { type Needs, REACH_WAYS } from '@/lib/needs/model';
import { helpLine, PLAN_ZONE } from '@/lib/organization/organization';
import type { TaskReceipt } from '@/lib/tasks/model';

interface FieldsProps {
  readonly locale: Locale;
  readonly typed: Readonly<Record<string, string | readonly string[]>> | null;
  readonly kept: Needs['reach'] | null;
  readonly problems: readonly FormProblem[];
}

const textOf = (value: string | readonly string[] | undefined) => (typeof value === 'string' ? value : undefined);

/** The safe way before the number: who answers "do not contact me" is asked for nothing. */
export function ReachFields({ locale, typed, kept, problems }: FieldsProps) {
  const t = translator(locale);
  return (
    <>
      <h1>{t('needs.reach.title')}</h1>
      <p>{t('needs.reach.lead')}</p>
      <RadioList
        name="way"
        legend={t('needs.reach.way')}
        error={problemOf(problems, 'way')}
        value={textOf(typed?.way) ?? kept?.way}
        options={REACH_WAYS.map((value) => ({ value, label: t(`needs.reach.${value}`) }))}
      />
      <TextField
        name="phone"
        label={t('needs.reach.phone')}
        hint={t('needs.reach.phoneHint')}
        error={problemOf(problems, 'phone')}
        value={textOf(typed?.phone) ?? (kept?.phone ? formatPhone(kept.phone) : '')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        width={20}
      />
    </>
  );
}

/** By when someone is in touch, and that nobody has to wait for it. */
export function ReachReceipt({ locale, receipt, onward }: { locale: Locale; receipt: TaskReceipt; onward: string }) {
  const t = translator(locale);
  const day = formatLongDate(receipt.dueAt, locale, PLAN_ZONE);
  const time = formatTime(receipt.dueAt, locale, PLAN_ZONE);
  return (
    <>
      <h1>{t('needs.reach.sentTitle')}</h1>
      <p>{t('needs.reach.sent', { day, time, code: formatReturnCode(receipt.reference) })}</p>
      <p>
        <Dialable text={t('needs.reach.sentHelp', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
      <p className="row">
        <ButtonLink href={onward}>{t('needs.reach.onward')}</ButtonLink>
        <a href={`/${locale}/needs/more`}>{t('needs.more.link')}</a>
      </p>
    </>
  );
}
