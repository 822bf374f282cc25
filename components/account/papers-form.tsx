import { PostForm } from '@/components/forms/post-form';
import { RadioList } from '@/components/forms/radio-list';
import { TextField } from '@/components/forms/text-field';
import { type FormProblem, fieldsOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { AUTHORITY_BASES } from '@/lib/membership/model-authority';

/** On what ground somebody acts for another person, and the names to compare with the paper. */
export function PapersForm({
  locale,
  problems,
  typed,
  action,
}: {
  locale: Locale;
  problems: readonly FormProblem[];
  typed: (name: string) => string;
  action: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  const field = fieldsOf(problems, typed);
  return (
    <PostForm action={action} id="form" go={t('account.papers.go')}>
      <RadioList
        {...field('basis')}
        legend={t('account.papers.basis')}
        options={AUTHORITY_BASES.map((value) => ({ value, label: t(`account.papers.bases.${value}`) }))}
      />
      <TextField
        {...field('ownName')}
        label={t('account.papers.ownName')}
        hint={t('account.papers.namesHint')}
        autoComplete="name"
        width={20}
      />
      <TextField {...field('theirName')} label={t('account.papers.theirName')} autoComplete="off" width={20} />
      <TextField
        {...field('phone')}
        label={t('account.papers.phone')}
        hint={t('account.papers.phoneHint')}
        type="tel"
        autoComplete="tel"
        width={20}
      />
    </PostForm>
  );
}
