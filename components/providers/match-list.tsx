import { ButtonLink } from '@/components/ui/button-link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { Match } from '@/lib/directory/rules/match';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { MatchFacts } from './match-facts';

/** Matched providers in their order, each with its reasons and the way to its times. */
export function MatchList({ matches, locale }: { matches: readonly Match[]; locale: Locale }) {
  const t = translator(locale);
  return (
    <ol className="provs">
      {matches.map((match) => {
        const { hit } = match;
        return (
          <li className="prov" key={hit.roleId}>
            <h2>
              <a href={`/${locale}/providers/${hit.roleId}`}>{hit.displayName}</a>
            </h2>
            {hit.displayName === hit.organizationName ? null : <p>{hit.organizationName}</p>}
            <MatchFacts match={match} locale={locale} />
            <ButtonLink quiet href={`/${locale}/appointments/times/${hit.roleId}`}>
              {t('directory.matches.seeTimes')}
              <VisuallyHidden> {t('directory.matches.at', { name: hit.displayName })}</VisuallyHidden>
            </ButtonLink>
          </li>
        );
      })}
    </ol>
  );
}
