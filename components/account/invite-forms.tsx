import { PostForm } from '@/components/forms/post-form';
import { RadioList } from '@/components/forms/radio-list';
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
    <PostForm action={action} id="form" fields={{ locale }} go={t('account.people.invite')}>
      <h2>{t('account.people.inviteTitle')}</h2>
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
    </PostForm>
  );
}

/** Adds a child, for whom the person books from then on. */
export function ChildForm({ locale, problems, typed, action }: Props) {
  const t = translator(locale);
  return (
    <PostForm action={action} fields={{ locale }} go={t('account.people.child')} quiet>
      <h2>{t('account.people.childTitle')}</h2>
      <p>{t('account.people.childLead')}</p>
      <TextField
        name="childName"
        label={t('account.people.childName')}
        error={problemOf(problems, 'childName')}
        value={typed('childName')}
        autoComplete="off"
        width={20}
      />
    </PostForm>
  );
}
