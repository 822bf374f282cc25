import { instant } from '@/lib/clock';
import { formatLongDate, formatShortDate, formatTime, NO_BREAK } from '@/lib/i18n/format';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import type { Envelope, Letter } from './model';

type Values = Record<string, string>;

/** Turns coded facts into the words of the person's language: `at` and `zone` become `when`, `link` gets our origin. */
function valuesOf(envelope: Envelope, origin: string): Values {
  const { params, locale, channel } = envelope;
  const values: Values = { ...params };
  if (params.at && params.zone) {
    const at = instant(params.at);
    const date = channel === 'sms' ? formatShortDate(at, locale, params.zone) : formatLongDate(at, locale, params.zone);
    // Plain spaces: a no-break space is not in the alphabet of text messages and would double their cost.
    values.when = `${date}, ${formatTime(at, locale, params.zone, true)}`.replaceAll(NO_BREAK, ' ');
  }
  if (params.on) values.when = formatLongDate(instant(`${params.on}T12:00:00Z`), locale, 'UTC');
  for (const name of ['link', 'confirm', 'move', 'cancel'] as const) {
    if (params[name]) values[name] = `${origin}${params[name]}`;
  }
  return values;
}

/** The words of one message. Texts are one short sentence or two; mails are plain text without tracking. */
export function writeLetter(envelope: Envelope, origin: string): Letter {
  // The table of templates and the catalogue have the same names; a test reads every one in both languages.
  const t = translator(envelope.locale) as unknown as (key: string, values: Values) => string;
  const values = valuesOf(envelope, origin);
  const say = (part: 'subject' | 'mail' | 'sms') =>
    t(`notifications.templates.${envelope.template}.${part}` as MessageKey, values);
  if (envelope.channel === 'sms') return { subject: '', text: say('sms') };
  return { subject: say('subject'), text: `${say('mail')}\n\n${t('notifications.footer', values)}\n` };
}
