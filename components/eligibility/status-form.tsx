import { SelectField } from '@/components/forms/select-field';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { Details } from '@/components/ui/details';
import { tellStatuses } from '@/lib/eligibility/actions';
import { type EligibilityAnswers, listPeople } from '@/lib/eligibility/answers';
import type { ToldStatuses } from '@/lib/eligibility/household-from-answers';
import { say } from '@/lib/eligibility/questions/field';
import { personWords } from '@/lib/eligibility/questions/people-words';
import { IMMIGRATION_STATUSES } from '@/lib/eligibility/vocabulary';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** The optional status question: only here, only for people who apply, and never saved on the server. */
export function StatusForm({ locale, answers, told }: { locale: Locale; answers: EligibilityAnswers; told: ToldStatuses }) {
  const t = translator(locale);
  const options = IMMIGRATION_STATUSES.map((value) => ({ value, label: t(`eligibilityResult.status.options.${value}`) }));
  return (
    <section className="no-print">
      <Details summary={t('eligibilityResult.status.title')}>
        <p>{t('eligibilityResult.status.body')}</p>
        <form action={tellStatuses}>
          <input type="hidden" name="locale" value={locale} />
          {listPeople(answers).map((key) => {
            const person = say(t, personWords(answers, key));
            return (
              <div key={key}>
                <SelectField
                  name={`status-${key}`}
                  label={t('eligibilityResult.status.label', { person })}
                  value={told[key]?.status}
                  options={options}
                  emptyLabel={t('eligibilityResult.status.notTold')}
                  autoComplete="off"
                />
                <TextField
                  name={`years-${key}`}
                  label={t('eligibilityResult.status.years', { person })}
                  value={told[key]?.years?.toString()}
                  inputMode="numeric"
                  autoComplete="off"
                  width={4}
                />
              </div>
            );
          })}
          <Submit quiet>{t('eligibilityResult.status.submit')}</Submit>
        </form>
      </Details>
    </section>
  );
}
