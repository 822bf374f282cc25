import fs from 'node:fs';
import path from 'node:path';
import type { PageClass } from '../support/survey';

/** One page of the portal and how the specs come to see it. */
export interface PageRow {
  /** Folder under app/[locale], as the address without language: `/appointments/[id]`. */
  readonly route: string;
  readonly pageClass: PageClass;
  /** `alone`: opens by its address. `journey`: on the walk of journey-pages.spec.ts. `account`: signed in, account-pages.spec.ts. `staff`: staff-pages.spec.ts. */
  readonly seen: 'alone' | 'journey' | 'account' | 'staff';
  /** 200 unless told otherwise. */
  readonly status?: number;
  /** Address in place of the route, for catch-all folders. */
  readonly address?: string;
}

const alone = (route: string, more: Partial<PageRow> = {}): PageRow => ({ route, pageClass: 'B', seen: 'alone', ...more });
const journey = (route: string, more: Partial<PageRow> = {}): PageRow => ({ route, pageClass: 'B', seen: 'journey', ...more });

const account = (route: string): PageRow => ({ route, pageClass: 'B', seen: 'account' });
const staff = (route: string): PageRow => ({ route, pageClass: 'B', seen: 'staff' });

/** Every page of the portal. A page without a row fails pages.spec.ts. */
export const PAGES: readonly PageRow[] = [
  alone('/'),
  alone('/help-now', { pageClass: 'A' }),
  alone('/privacy'),
  alone('/accessibility'),
  alone('/language-help'),
  alone('/display'),
  alone('/continue'),
  journey('/save'),
  alone('/save/finished'),
  alone('/delete'),
  alone('/delete/done'),
  alone('/unavailable', { pageClass: 'A', status: 503 }),
  alone('/problem', { pageClass: 'A', status: 500 }),
  alone('/not-found', { pageClass: 'A', status: 404 }),
  journey('/eligibility'),
  journey('/eligibility/[question]'),
  journey('/eligibility/check'),
  journey('/eligibility/result'),
  journey('/eligibility/print'),
  alone('/eligibility/rules'),
  journey('/needs'),
  journey('/needs/[question]'),
  alone('/needs/county'),
  alone('/needs/more'),
  alone('/needs/more/[part]', { address: '/needs/more/1' }),
  alone('/needs/reach'),
  journey('/providers'),
  journey('/providers/[id]'),
  alone('/providers/search'),
  journey('/appointments'),
  journey('/appointments/times/[role]'),
  journey('/appointments/details'),
  journey('/appointments/contact'),
  journey('/appointments/check'),
  journey('/appointments/booked'),
  journey('/appointments/move'),
  journey('/appointments/cancel'),
  journey('/appointments/cancelled'),
  alone('/appointments/manage'),
  alone('/appointments/call-back'),
  alone('/v/[token]', { address: '/v/none' }),
  alone('/mailbox'),
  journey('/providers/[id]/report'),
  alone('/providers/saved'),
  alone('/sign-in'),
  account('/sign-in/code'),
  alone('/sign-in/recovery'),
  alone('/staff/sign-in'),
  alone('/staff/sign-in/code'),
  alone('/staff/sign-in/key'),
  staff('/desk'),
  staff('/desk/[reference]'),
  staff('/desk/imports'),
  staff('/desk/imports/[batch]'),
  staff('/practice'),
  staff('/practice/times'),
  staff('/practice/consent/[visit]'),
  alone('/sign-out'),
  alone('/account-closed'),
  account('/account'),
  account('/account/coverage'),
  account('/account/consents'),
  account('/account/contact'),
  account('/account/delete'),
  account('/account/export'),
  account('/account/history'),
  account('/account/keys'),
  account('/account/people'),
  account('/account/people/[delegation]'),
  account('/account/settings'),
  account('/account/visits'),
];

const PAGES_ROOT = path.resolve(import.meta.dirname, '../../../app/[locale]');

/** The routes that exist: one for each page.tsx below app/[locale], without route groups. */
export function routesOnDisk(): string[] {
  return fs
    .readdirSync(PAGES_ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.dirname(file).split(path.sep))
    .map((parts) => `/${parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`)
    .sort();
}

/** The row of an address without language; the most exact one wins. */
export function rowOf(place: string): PageRow {
  const matches = (route: string) => new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(place);
  const row = PAGES.find(({ route }) => route === place) ?? PAGES.find(({ route }) => matches(route));
  if (!row) throw new Error(`No row in the inventory for ${place}`);
  return row;
}
