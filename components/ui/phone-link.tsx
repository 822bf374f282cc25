import { formatPhone } from '@/lib/i18n/format';

/** Number to dial: `tel:` wants digits, with the country code when there are ten of them. */
function telHref(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return `tel:${digits.length === 10 ? `+1${digits}` : digits.length === 11 ? `+${digits}` : digits}`;
}

/** A number that calls when pressed; `label` replaces the digits. */
export function PhoneLink({ phone, label }: { phone: string; label?: string }) {
  return (
    <a className={label ? undefined : 'nowrap'} href={telHref(phone)}>
      {label ?? formatPhone(phone)}
    </a>
  );
}
