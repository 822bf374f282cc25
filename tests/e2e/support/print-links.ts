import { LINK_PURPOSES, linkPath } from '@/lib/scheduling/link-token';
import type { AppointmentId } from '@/lib/scheduling/model';

/** The links that a reminder about a visit would have; a program of its own, because only the server may make them. */
const [locale, id, version] = process.argv.slice(2);
const target = { appointmentId: id as AppointmentId, version: Number(version) };
const links = LINK_PURPOSES.map((purpose) => [purpose, linkPath(locale === 'es' ? 'es' : 'en', { purpose, ...target })]);
console.log(JSON.stringify(Object.fromEntries(links)));
