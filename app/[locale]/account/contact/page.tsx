import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { findForm } from '@/lib/http/form-cookie';
import { fieldsOf, formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatList } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { actForAction, saveContact } from '@/lib/membership/actions';
import { CALLER_NAMES, CONTACT_WAYS, SAFE_TIMES, VOICE_MESSAGES } from '@/lib/membership/model';
import { getAccount } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';
import { maskAddress } from '@/lib/membership/rules';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

/** The careful answer is the one that stands when nothing was said: no voice message, only a first name. */
export default async function ContactPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'contact', 'account.contact');
  const account = await pageData(locale, () => getAccount(actor));
  const kept = (await searchParams).fix ? await findForm('account-contact') : null;
  const problems = formProblems(kept, t);
  const saved = account.profile.contact ?? { voiceMessage: 'no', callerName: 'first-name' };
  const value = (name: string) => String(kept?.values[name] ?? (saved as Record<string, string>)[name] ?? '');
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  const known = formatList(account.addresses.map(maskAddress), locale);
  const field = fieldsOf(problems, value);
  return (
    <AccountFrame locale={locale} path="/account/contact" title={t('account.contact.title')} problems={problems} acting={bar}>
      <p className="lead">{t('account.contact.lead')}</p>
      <form action={saveContact} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <RadioList
          {...field('way')}
          legend={t('account.contact.way')}
          hint={known ? t('account.contact.need', { address: known }) : undefined}
          options={CONTACT_WAYS.map((way) => ({ value: way, label: t(`account.contact.ways.${way}`) }))}
        />
        <RadioList
          {...field('voiceMessage')}
          legend={t('account.contact.voice')}
          options={VOICE_MESSAGES.map((voice) => ({ value: voice, label: t(`account.contact.voices.${voice}`) }))}
        />
        <RadioList
          {...field('callerName')}
          legend={t('account.contact.caller')}
          options={CALLER_NAMES.map((name) => ({ value: name, label: t(`account.contact.callers.${name}`) }))}
        />
        <RadioList
          {...field('safeTimes')}
          legend={t('account.contact.times')}
          hint={t('account.contact.timesHint')}
          options={SAFE_TIMES.map((times) => ({ value: times, label: t(`account.contact.timeOptions.${times}`) }))}
        />
        <Submit>{t('account.contact.save')}</Submit>
      </form>
    </AccountFrame>
  );
}
