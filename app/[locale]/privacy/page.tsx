import { Page } from '@/components/layout/page';
import { Facts } from '@/components/ui/facts';
import { PhoneLink } from '@/components/ui/phone-link';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

export const dynamic = 'force-static';

const LISTS = ['keep', 'not', 'shared'] as const;
const POINTS = ['one', 'two', 'three', 'four'] as const;

export default async function PrivacyPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { phone } = helpLine('help');
  return (
    <Page locale={locale} path="/privacy" title={t('about.privacy.title')} index>
      <h1>{t('about.privacy.title')}</h1>
      <p className="lead">{t('about.privacy.lead')}</p>
      {LISTS.map((list) => (
        <section key={list}>
          <h2>{t(`about.privacy.${list}.heading`)}</h2>
          <Facts items={POINTS.map((point) => t(`about.privacy.${list}.${point}`))} />
          {list === 'shared' ? (
            <p className="go">
              <a href={`/${locale}/delete`}>{t('site.footer.delete')}</a>
            </p>
          ) : null}
        </section>
      ))}
      <section>
        <h2>{t('about.privacy.safe.heading')}</h2>
        <p>{t('about.privacy.safe.text')}</p>
      </section>
      <section>
        <h2>{t('about.privacy.records.heading')}</h2>
        <p>{t('about.privacy.records.text')}</p>
        <p className="go">
          <PhoneLink phone={phone} label={t('about.privacy.records.call', { phone: formatPhone(phone) })} />
        </p>
      </section>
    </Page>
  );
}
