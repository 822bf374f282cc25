import { ButtonLink } from '@/components/ui/button-link';
import { PhoneLink } from '@/components/ui/phone-link';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';
import { Page } from './page';

/** Our failure, said as ours: what was kept, what to do, whom to call. Needs nothing but the catalogue. */
export function Trouble({ locale, kind }: { locale: Locale; kind: 'unavailable' | 'problem' }) {
  const t = translator(locale);
  return (
    <Page locale={locale} path={`/${kind}`} title={t(`about.${kind}.title`)} plain>
      <h1>{t(`about.${kind}.title`)}</h1>
      <p className="lead">{t(`about.${kind}.lead`)}</p>
      <p>{t(`about.${kind}.kept`)}</p>
      <h2>{t('about.unavailable.what')}</h2>
      <ul className="facts">
        <li>{t('about.unavailable.again')}</li>
        <li>
          {t('about.unavailable.call')} <PhoneLink phone={helpLine('help').phone} />
        </li>
      </ul>
      <ButtonLink href={`/${locale}`} quiet>
        {t('about.unavailable.home')}
      </ButtonLink>
    </Page>
  );
}
