import { Page } from '@/components/layout/page';
import { Facts } from '@/components/ui/facts';
import { PhoneLink } from '@/components/ui/phone-link';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

export const dynamic = 'force-static';

const POINTS = ['one', 'two', 'three', 'four', 'five'] as const;

export default async function AccessibilityPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { phone } = helpLine('help');
  return (
    <Page locale={locale} path="/accessibility" title={t('about.accessibility.title')} index>
      <h1>{t('about.accessibility.title')}</h1>
      <p className="lead">{t('about.accessibility.lead')}</p>
      <section>
        <h2>{t('about.accessibility.problem.heading')}</h2>
        <p>{t('about.accessibility.problem.text')}</p>
        <p className="go">
          <PhoneLink phone={phone} label={t('about.accessibility.problem.call', { phone: formatPhone(phone) })} />
        </p>
      </section>
      <section>
        <h2>{t('about.accessibility.how.heading')}</h2>
        <Facts items={POINTS.map((point) => t(`about.accessibility.how.${point}`))} />
      </section>
      <section>
        <h2>{t('about.accessibility.standard.heading')}</h2>
        <p>{t('about.accessibility.standard.text')}</p>
        <p>{t('about.accessibility.standard.known')}</p>
      </section>
      <section>
        <h2>{t('about.accessibility.rights.heading')}</h2>
        <p>{t('about.accessibility.rights.text')}</p>
      </section>
    </Page>
  );
}
