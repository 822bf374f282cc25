import { CheckboxList } from '@/components/forms/checkbox-list';
import { RadioList } from '@/components/forms/radio-list';
import { SelectField } from '@/components/forms/select-field';
import { TextField } from '@/components/forms/text-field';
import { type Field, type FieldValues, say } from '@/lib/eligibility/questions/field';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

interface FieldsProps {
  readonly locale: Locale;
  readonly fields: readonly Field[];
  readonly values: FieldValues;
  /** Field name → translated error. */
  readonly errors: Readonly<Record<string, string>>;
  /** The only field of a page carries the page's h1. */
  readonly heading: boolean;
}

const one = (value: FieldValues[string]) => (typeof value === 'string' ? value : undefined);
const many = (value: FieldValues[string]) => (typeof value === 'string' ? [value] : value);

/** The fields of a question, from its description. */
export function QuestionFields({ fields, ...rest }: FieldsProps) {
  return fields.map((field) => <OneField key={field.name} field={field} {...rest} />);
}

function OneField({ field, locale, values, errors, heading }: Omit<FieldsProps, 'fields'> & { readonly field: Field }) {
  const t = translator(locale);
  const { name } = field;
  const label = say(t, field.label);
  const hint = 'hint' in field && field.hint ? say(t, field.hint) : undefined;
  const error = errors[name];
  const options =
    'choices' in field
      ? field.choices.map((choice) => ({
          value: choice.value,
          label: say(t, choice.label),
          hint: choice.hint ? say(t, choice.hint) : undefined,
        }))
      : [];
  switch (field.kind) {
    case 'radio':
      return (
        <RadioList
          name={name}
          legend={label}
          hint={hint}
          error={error}
          value={one(values[name])}
          options={options}
          heading={heading}
        />
      );
    case 'checkboxes':
      return (
        <CheckboxList
          locale={locale}
          name={name}
          legend={label}
          hint={hint}
          error={error}
          values={many(values[name]) ?? []}
          options={options}
          {...(field.none ? { noneValue: field.none } : {})}
          heading={heading}
        />
      );
    case 'select':
      return (
        <SelectField
          name={name}
          label={label}
          hint={hint}
          error={error}
          value={one(values[name])}
          options={options}
          emptyLabel={t('eligibility.choose')}
          autoComplete="off"
          heading={heading}
        />
      );
    case 'text':
      return (
        <TextField
          name={name}
          label={label}
          hint={hint}
          error={error}
          value={one(values[name])}
          inputMode={field.money ? 'decimal' : 'numeric'}
          autoComplete="off"
          width={field.width}
          {...(field.money ? { prefix: '$' } : {})}
          heading={heading}
        />
      );
    case 'group':
      return (
        <fieldset>
          <legend>{label}</legend>
          <QuestionFields locale={locale} fields={field.fields} values={values} errors={errors} heading={false} />
        </fieldset>
      );
  }
}
