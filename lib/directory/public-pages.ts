import { isLocale } from '@/lib/i18n/locale';
import { isUuid } from '@/lib/ids';
import { findFacetGroup } from './facets';
import { readSearchParams, writeSearchParams } from './search/params';

/**
 * Pages of the directory that say the same to everybody who has no cookie of ours: a search by codes, and a provider.
 * Only as we write their addresses ourselves, so that nobody fills a cache with spellings of one page. Left out are what
 * looks at the journey (`q`, `fix`), and open times, which change by the minute.
 */
export function isPublicDirectoryPage(path: string, query: string): boolean {
  const [, locale = '', section, page = '', ...rest] = path.split('/');
  if (!isLocale(locale) || section !== 'providers' || rest.length > 0) return false;
  if (page !== 'search') return query === '' && isUuid(page) && page === page.toLowerCase();
  const search = readSearchParams(Object.fromEntries(new URLSearchParams(query)));
  if (search.hasText || (search.place === null && search.filters.length === 0)) return false;
  return writeSearchParams(search) === `?${query}` && !search.filters.some((code) => findFacetGroup(code)?.key === 'within');
}
