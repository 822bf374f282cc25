import { Page } from '@/components/layout/page';
import { PhoneLink } from '@/components/ui/phone-link';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { LANGUAGE_LINES } from '@/lib/organization/languages';
import { helpLine } from '@/lib/organization/organization';

export const dynamic = 'force-static';

/** The number stays in one piece, and left to right inside Arabic. */
function Sentence({ text, phone }: { text: string; phone: string }) {
  const [before, after] = text.split('{phone}');
  return (
    <>
      {before}
      <bdi className="nowrap">{phone}</bdi> <bdi className="nowrap">(TTY: 711)</bdi>
      {after}
    </>
  );
}

export default async function LanguageHelpPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { phone } = helpLine('help');
  return (
    <Page locale={locale} path="/language-help" title={t('about.language.title')} index>
      <h1>{t('about.language.title')}</h1>
      <p className="lead">{t('about.language.lead')}</p>
      <p>{t('about.language.text', { phone: formatPhone(phone) })}</p>
      <p className="big">
        <PhoneLink phone={phone} />
      </p>
      <p>{t('about.language.note')}</p>
      <h2>{t('about.language.list')}</h2>
      <dl className="tongues">
        {LANGUAGE_LINES.map(({ lang, dir, name, text }) => (
          <div key={lang} lang={lang} dir={dir}>
            <dt>{name}</dt>
            <dd>
              <Sentence text={text} phone={formatPhone(phone)} />
            </dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}
