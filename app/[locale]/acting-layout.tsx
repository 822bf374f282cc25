import type { ReactNode } from 'react';
import { ActingBar } from '@/components/account/acting-bar';
import { pageLocale } from '@/lib/http/page-params';
import { actForAction } from '@/lib/membership/actions';
import { findActing } from '@/lib/membership/queries-page';

/** Above the pages of the three steps: for whom somebody acts. Everybody else gets the page as it is. */
export default async function ActingLayout({ children, params }: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const acting = await findActing();
  return (
    <>
      {acting ? (
        <div className="wrap narrow">
          <ActingBar locale={locale} name={acting.name} action={actForAction} />
        </div>
      ) : null}
      {children}
    </>
  );
}
