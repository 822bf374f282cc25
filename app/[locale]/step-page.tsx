import { ActingBar } from '@/components/account/acting-bar';
import { Page, type PageProps } from '@/components/layout/page';
import type { Locale } from '@/lib/i18n/locale';
import { actForAction } from '@/lib/membership/actions';
import { findActing } from '@/lib/membership/queries-page';

/** For whom somebody acts; nothing for everybody else. */
export async function Acting({ locale }: { readonly locale: Locale }) {
  const acting = await findActing();
  return acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
}

/** A page of the three steps: says first for whom somebody acts. Account pages know that themselves. */
export function StepPage(props: PageProps) {
  return <Page {...props} acting={<Acting locale={props.locale} />} />;
}
