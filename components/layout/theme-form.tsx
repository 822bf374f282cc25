import { PostForm } from '@/components/forms/post-form';
import { RadioList } from '@/components/forms/radio-list';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

const OPTIONS = ['auto', 'light', 'dark'] as const;

/** Light, dark, or as the device: for this browser, with or without an account. */
export function ThemeForm({
  locale,
  place,
  theme,
  problems,
  action,
  quiet,
}: {
  locale: Locale;
  /** Which page it stands on, and leads back to. */
  place: 'display' | 'settings';
  theme: (typeof OPTIONS)[number];
  problems: readonly FormProblem[];
  action: (form: FormData) => Promise<void>;
  quiet?: boolean;
}) {
  const t = translator(locale);
  return (
    <PostForm action={action} fields={{ locale, place }} go={t('site.display.save')} quiet={quiet === true}>
      <RadioList
        name="theme"
        legend={t('site.display.legend')}
        hint={t('site.display.hint')}
        error={problemOf(problems, 'theme')}
        value={theme}
        options={OPTIONS.map((value) => ({ value, label: t(`site.display.${value}`) }))}
      />
    </PostForm>
  );
}
