import { Page } from '@/components/layout/page';
import { Notice } from '@/components/ui/notice';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatShortDate, formatTime } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { listMailbox } from '@/lib/notifications/queries';
import { PLAN_ZONE } from '@/lib/organization/organization';

export const dynamic = 'force-dynamic';

/** Where messages go while no mail or text service is set up: for trying the portal out on one machine. */
export default async function MailboxPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const messages = await pageData(locale, listMailbox);
  return (
    <Page locale={locale} path="/mailbox" title={t('notifications.mailbox.title')}>
      <h1>{t('notifications.mailbox.title')}</h1>
      <Notice>
        <p>{t('notifications.mailbox.label')}</p>
      </Notice>
      <p className="go">
        <a href={`/${locale}/mailbox`}>{t('notifications.mailbox.reload')}</a>
      </p>
      {messages.length === 0 ? <p>{t('notifications.mailbox.empty')}</p> : null}
      {messages.map((message) => (
        <article className="prov" key={message.id}>
          <p className="hint">
            {formatShortDate(message.at, locale, PLAN_ZONE)}, {formatTime(message.at, locale, PLAN_ZONE, true)}
          </p>
          <h2>
            {t(message.channel === 'sms' ? 'notifications.mailbox.text' : 'notifications.mailbox.mail', {
              address: message.address,
            })}
          </h2>
          {message.subject ? (
            <p>
              <strong>{message.subject}</strong>
            </p>
          ) : null}
          <Body text={message.text} />
          {message.calendar ? <p className="hint">{t('notifications.mailbox.calendar')}</p> : null}
        </article>
      ))}
    </Page>
  );
}

/** Plain text with its line breaks; addresses of this site become links. */
function Body({ text }: { text: string }) {
  return text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
    <p key={index}>
      {line.split(/(https?:\/\/\S+)/).map((part) =>
        part.startsWith('http') ? (
          <a key={part} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  ));
}
