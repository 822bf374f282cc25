import { CheckboxList } from '@/components/forms/checkbox-list';
import { RadioList } from '@/components/forms/radio-list';
import { SelectField } from '@/components/forms/select-field';
import { TextField } from '@/components/forms/text-field';
import type { Locale } from '@/lib/i18n/locale';
import { type Translator, translator } from '@/lib/i18n/translator';
import {
  AGE_BANDS,
  CONSENT_BASES,
  FOR_WHOM,
  HAPPENING_NOW,
  HELP_WITH,
  MODE_WISHES,
  NEED_LANGUAGES,
  type NeedPage,
  ORDERS,
} from '@/lib/needs/model';

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;
type Errors = Readonly<Record<string, string>>;
interface FieldsProps {
  readonly t: Translator;
  readonly locale: Locale;
  readonly values: Values;
  readonly errors: Errors;
}

const one = (values: Values, name: string) => (typeof values[name] === 'string' ? values[name] : null);
const many = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === 'string' ? [value] : (value ?? []);
};
const WHO_LABELS = { self: 'needs.who.self', child: 'needs.who.childOf', adult: 'needs.who.adult' } as const;

function WhoFields({ t, values, errors }: FieldsProps) {
  return (
    <>
      <h1>{t('needs.who.title')}</h1>
      <RadioList
        name="forWhom"
        legend={t('needs.who.forWhom')}
        value={one(values, 'forWhom')}
        error={errors.forWhom}
        options={FOR_WHOM.map((value) => ({ value, label: t(WHO_LABELS[value]) }))}
      />
      <SelectField
        name="age"
        label={t('needs.who.age')}
        value={one(values, 'age')}
        error={errors.age}
        emptyLabel={t('needs.who.ageEmpty')}
        options={AGE_BANDS.map((value) => ({ value, label: t(`directory.facets.age.${value}`) }))}
      />
      <SelectField
        name="language"
        label={t('needs.who.language')}
        hint={t('needs.who.languageHint')}
        value={one(values, 'language')}
        error={errors.language}
        options={NEED_LANGUAGES.map((value) => ({ value, label: t(`directory.facets.language.${value}`) }))}
      />
    </>
  );
}

function HelpFields({ t, values, errors }: FieldsProps) {
  return (
    <CheckboxList
      name="help"
      heading
      legend={t('needs.help.title')}
      hint={t('needs.help.hint')}
      values={many(values, 'help')}
      error={errors.help}
      options={HELP_WITH.map((value) => ({ value, label: t(`needs.help.${value}`) }))}
    />
  );
}

function NowFields({ t, locale, values, errors }: FieldsProps) {
  return (
    <CheckboxList
      name="now"
      heading
      locale={locale}
      noneValue="none"
      legend={t('needs.now.title')}
      hint={t('needs.now.hint')}
      values={many(values, 'now')}
      error={errors.now}
      options={HAPPENING_NOW.map((value) => ({ value, label: t(`needs.now.${value}`) }))}
    />
  );
}

function VisitFields({ t, values, errors }: FieldsProps) {
  return (
    <>
      <h1>{t('needs.visit.title')}</h1>
      <TextField
        name="zip"
        label={t('needs.visit.zip')}
        hint={t('needs.visit.zipHint')}
        value={one(values, 'zip') ?? ''}
        error={errors.zip}
        inputMode="numeric"
        autoComplete="postal-code"
      />
      <RadioList
        name="mode"
        legend={t('needs.visit.mode')}
        value={one(values, 'mode')}
        error={errors.mode}
        options={MODE_WISHES.map((value) => ({ value, label: t(`needs.visit.${value}`) }))}
      />
      <RadioList
        name="order"
        legend={t('needs.visit.order')}
        value={one(values, 'order')}
        error={errors.order}
        options={ORDERS.map((value) => ({ value, label: t(`needs.visit.${value}`) }))}
      />
    </>
  );
}

function ConsentFields({ t, values, errors }: FieldsProps) {
  return (
    <RadioList
      name="consent"
      heading
      legend={t('needs.consent.title')}
      hint={t('needs.consent.hint')}
      value={one(values, 'consent')}
      error={errors.consent}
      options={[...CONSENT_BASES, 'unsure' as const].map((value) => ({
        value,
        label: t(`needs.consent.${value}`),
        hint: value === 'minor_90_21_5' ? t('needs.consent.law') : undefined,
      }))}
    />
  );
}

const FIELDS = { who: WhoFields, help: HelpFields, now: NowFields, consent: ConsentFields, visit: VisitFields } as const;

/** The fields of one page of need questions. */
export function NeedFields(props: { locale: Locale; page: NeedPage; values: Values; errors: Errors }) {
  const Fields = FIELDS[props.page];
  return <Fields t={translator(props.locale)} locale={props.locale} values={props.values} errors={props.errors} />;
}
