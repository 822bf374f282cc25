import { RadioList } from '@/components/forms/radio-list';
import { Details } from '@/components/ui/details';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { type CheckPart, type Checks, getInstrument, itemField, SEXES } from '@/lib/needs/model-checks';

/** The items of one part with the published answers, and the notice of their authors. */
export function CheckFields({
  locale,
  part,
  checks,
  typed,
  problems,
}: {
  locale: Locale;
  part: CheckPart;
  checks: Checks;
  typed: Readonly<Record<string, string | readonly string[]>> | null;
  problems: readonly FormProblem[];
}) {
  const t = translator(locale);
  const instrument = getInstrument(part.instrument);
  const value = (field: string, kept: string | number | undefined) => {
    const text = typed?.[field] ?? kept;
    return text === undefined ? null : String(text);
  };
  return (
    <>
      <h1>{t(`needs.more.${part.instrument}`)}</h1>
      {instrument.stem ? <p>{instrument.stem[locale]}</p> : null}
      {instrument.items.slice(part.from, part.to).map((item, at) => {
        const field = itemField(part.from + at);
        return (
          <RadioList
            key={field}
            name={field}
            legend={item[locale]}
            error={problemOf(problems, field)}
            value={value(field, checks[part.instrument]?.[part.from + at])}
            options={item.options.map((option, score) => ({ value: String(score), label: option[locale] }))}
          />
        );
      })}
      {part.asksSex ? (
        <RadioList
          name="sex"
          legend={t('needs.more.sex')}
          error={problemOf(problems, 'sex')}
          value={value('sex', checks.sex)}
          options={SEXES.map((sex) => ({ value: sex, label: t(`needs.more.${sex}`) }))}
        />
      ) : null}
      <Details summary={t('needs.more.notice')}>
        <p>{instrument.notice[locale]}</p>
      </Details>
    </>
  );
}
