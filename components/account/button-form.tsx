import type { ReactNode } from 'react';
import { PostForm } from '@/components/forms/post-form';
import type { Locale } from '@/lib/i18n/locale';

/** One button that changes something: a form, because a link must never change anything. */
export function ButtonForm({
  locale,
  action,
  fields = {},
  quiet = true,
  children,
}: {
  locale: Locale;
  action: (form: FormData) => Promise<void>;
  fields?: Readonly<Record<string, string>>;
  quiet?: boolean;
  children: ReactNode;
}) {
  return <PostForm action={action} fields={{ locale, ...fields }} go={children} quiet={quiet} />;
}
