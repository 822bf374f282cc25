import { Facts } from '@/components/ui/facts';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';
import type { Desk } from '@/lib/tasks/queries';
import { dueText, takenText } from './task-words';

/** What waits, by due time: so what is overdue comes first. */
export function TaskList({ locale, desk, staffId }: { locale: Locale; desk: Desk; staffId: string }) {
  const t = translator(locale);
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{t('desk.open', { count: desk.total })}</h2>
      {desk.overdue > 0 ? <p className="note">{t('desk.overdue', { count: desk.overdue })}</p> : null}
      <ol className="provs">
        {desk.tasks.map((task) => (
          <li className="prov" key={task.reference}>
            <h3>
              <a href={`/${locale}/desk/${task.reference}`}>{t(`desk.kinds.${task.kind}`)}</a>
            </h3>
            <Facts
              items={[
                <strong key="due">{dueText(task, locale)}</strong>,
                t('desk.owner', { role: t(`staff.roles.${task.owner}`) }),
                takenText(task, staffId, locale),
                t('desk.reference', { code: formatReturnCode(task.reference) }),
              ]}
            />
          </li>
        ))}
      </ol>
      {desk.total > desk.tasks.length ? <p>{t('desk.more', { count: desk.tasks.length })}</p> : null}
    </section>
  );
}
