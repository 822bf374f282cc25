import type { ReactNode } from 'react';
import { CareCard } from '@/components/ui/care-card';
import { Dialable } from '@/components/ui/dialable';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

function Call({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="btn quiet" href={href}>
      {children}
    </a>
  );
}

const tel = (phone: string) => `tel:${phone.length === 11 ? '+' : ''}${phone}`;

/** 911: the one alarming card of the portal. */
export function EmergencyCard({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const { phone } = helpLine('emergency');
  return (
    <CareCard locale={locale} kind="emergency" heading={t('helpNow.emergency.heading')}>
      <p className="go">
        <a className="btn danger" href={tel(phone)}>
          {t('helpNow.emergency.call', { phone })}
        </a>
      </p>
      <p>{t('helpNow.emergency.cit')}</p>
      <p>{t('helpNow.emergency.overdose')}</p>
    </CareCard>
  );
}

/** 988 by voice, text, chat, in Spanish, for veterans and in ASL. */
export function LifelineSection({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const { phone } = helpLine('lifeline');
  return (
    <section className="prov">
      <h2>{t('helpNow.lifeline.heading')}</h2>
      <p>{t('helpNow.lifeline.text')}</p>
      <p className="row">
        <Call href={tel(phone)}>{t('helpNow.lifeline.call', { phone })}</Call>
        <Call href={`sms:${phone}`}>{t('helpNow.lifeline.sms', { phone })}</Call>
      </p>
      <ul className="facts">
        <li>{t('helpNow.lifeline.spanish')}</li>
        <li>
          <a href="https://988lifeline.org/chat/" rel="noreferrer">
            {t('helpNow.lifeline.chat')}
          </a>{' '}
          {t('helpNow.lifeline.outside')}
        </li>
        <li>{t('helpNow.lifeline.veterans')}</li>
        <li>{t('helpNow.lifeline.asl')}</li>
      </ul>
    </section>
  );
}

/** The plan's own lines. */
export function HopeSection({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const [help, crisis] = [helpLine('help').phone, helpLine('crisis').phone];
  return (
    <section className="prov">
      <h2>{t('helpNow.hope.heading')}</h2>
      <p>{t('helpNow.hope.text')}</p>
      <p className="row">
        <Call href={tel(help)}>{t('helpNow.hope.call', { phone: formatPhone(help) })}</Call>
        <Call href={tel(crisis)}>{t('helpNow.hope.crisis', { phone: formatPhone(crisis) })}</Call>
      </p>
      <p>{t('helpNow.hope.interpreter')}</p>
    </section>
  );
}

/** Peers and relay. */
export function OtherLines({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const [peer, relay] = [helpLine('peer').phone, helpLine('relay').phone];
  return (
    <>
      <section className="prov">
        <h2>{t('helpNow.peer.heading')}</h2>
        <p>{t('helpNow.peer.text')}</p>
        <p>
          <Call href={tel(peer)}>{t('helpNow.peer.call', { phone: formatPhone(peer) })}</Call>
        </p>
      </section>
      <section className="prov">
        <h2>{t('helpNow.relay.heading')}</h2>
        <p>
          <Dialable text={t('helpNow.relay.text', { phone: relay })} />
        </p>
      </section>
    </>
  );
}
