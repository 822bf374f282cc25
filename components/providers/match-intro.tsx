import { Dialable } from '@/components/ui/dialable';
import type { MatchedList } from '@/lib/directory/queries';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { Needs } from '@/lib/needs/model';
import { helpLine } from '@/lib/organization/organization';

/** How the matched list is ordered; or, when it is empty, what helps on. */
export function MatchIntro({ locale, list, needs }: { locale: Locale; list: MatchedList; needs: Needs }) {
  const t = translator(locale);
  if (list.matches.length > 0) {
    return (
      <p>
        {t(`directory.matches.order.${needs.visit?.order ?? 'soonest'}`)} {t('directory.matches.fair')}
        {list.miles > 25 ? ` ${t('directory.matches.widened', { miles: list.miles })}` : ''}
      </p>
    );
  }
  const phone = formatPhone(helpLine('help').phone);
  return (
    <p>
      <Dialable
        text={
          list.place
            ? t('directory.matches.emptyHelp', { phone })
            : t('directory.matches.zipUnknown', { zip: needs.visit?.zip ?? '' })
        }
      />
    </p>
  );
}
