import type { Locale } from '@/lib/i18n/locale';
import type { Slot } from '@/lib/scheduling/model';
import { slotClock, visitTime } from './visit-time';

export interface DayOfTimes {
  /** Unique on the page; the first day's first radio gets the field's own id. */
  readonly key: string;
  readonly heading: string;
  readonly slots: readonly Slot[];
  /** The times are of different days: each says its own. */
  readonly dated?: boolean;
}

/** What a chosen time posts: its instant and its kind of visit, nothing a person could not see. */
export function slotValue(slot: Slot): string {
  return `${slot.start.getTime()}.${slot.visitTypeId}`;
}

/** The zone, once for a day whose times all share it. */
function ZoneOf({ locale, day }: { locale: Locale; day: DayOfTimes }) {
  const [first] = day.slots;
  const zone = first && !day.dated ? slotClock(locale, first).zone : null;
  return zone ? <span className="hint">({zone})</span> : null;
}

/** Times as radios, a fieldset for each day: arrows move between all times, the day is read with the first. */
export function TimePicker({
  locale,
  days,
  value,
  error,
}: {
  locale: Locale;
  days: readonly DayOfTimes[];
  value?: string | undefined;
  error?: string | undefined;
}) {
  return (
    <>
      {error ? (
        <p className="field-error" id="slot-error">
          {error}
        </p>
      ) : null}
      {days.map((day, dayIndex) => (
        <fieldset key={day.key} className={error ? 'times bad' : 'times'} aria-describedby={error ? 'slot-error' : undefined}>
          <legend>
            {day.heading} <ZoneOf locale={locale} day={day} />
          </legend>
          <div>
            {day.slots.map((slot, index) => (
              <label className="opt" key={slotValue(slot)}>
                <input
                  type="radio"
                  name="slot"
                  id={dayIndex === 0 && index === 0 ? 'slot' : undefined}
                  value={slotValue(slot)}
                  defaultChecked={value === slotValue(slot)}
                />
                <span>{day.dated ? visitTime(locale, slot) : slotClock(locale, slot).time}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}
