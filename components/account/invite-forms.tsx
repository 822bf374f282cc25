import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

interface Props {
  readonly locale: Locale;
  readonly problems: readonly FormProblem[];
  readonly typed: (name: string) => string;
  readonly action: (form: FormData) => Promise<void>;
}

/** Asks somebody, by an address, to act for the person. */
export function InviteForm({ locale, problems, typed, action }: Props) {
  const t = translator(locale);
  return (
    <form action={action} id="form" noValidate>
      <h2>{t('account.people.inviteTitle')}</h2>
      <input type="hidden" name="locale" value={locale} />
      <RadioList
        name="relation"
        legend={t('account.people.relation')}
        error={problemOf(problems, 'relation')}
        value={typed('relation')}
        options={[
          { value: 'helper', label: t('account.people.relationHelper'), hint: t('account.people.relationHelperHint') },
          { value: 'guardian', label: t('account.people.relationGuardian'), hint: t('account.people.relationGuardianHint') },
        ]}
      />
      <TextField
        name="address"
        label={t('account.people.address')}
        hint={t('account.people.addressHint')}
        error={problemOf(problems, 'address')}
        value={typed('address')}
        autoComplete="off"
        width={20}
      />
      <Submit>{t('account.people.invite')}</Submit>
    </form>
  );
}

/** Adds a child, for whom the person books from then on. */
export function ChildForm({ locale, problems, typed, action }: Props) {
  const t = translator(locale);
  return (
    <form action={action} noValidate>
      <h2>{t('account.people.childTitle')}</h2>
      <p>{t('account.people.childLead')}</p>
      <input type="hidden" name="locale" value={locale} />
      <TextField
        name="childName"
        label={t('account.people.childName')}
        error={problemOf(problems, 'childName')}
        value={typed('childName')}
        autoComplete="off"
        width={20}
      />
      <Submit quiet>{t('account.people.child')}</Submit>
    </form>
  );
}
