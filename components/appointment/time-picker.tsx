import type { Locale } from '@/lib/i18n/locale';
import type { Slot } from '@/lib/scheduling/model';
import { slotClock, visitClock, visitTime } from './visit-time';

export interface DayOfTimes {
  /** Unique on the page; the first day's first radio gets the field's own id. */
  readonly key: string;
  readonly heading: string;
  readonly slots: readonly Slot[];
  /** The times are of different days: each says its own. */
  readonly dated?: boolean;
}

/** What a chosen time posts: its instant and its kind of visit, nothing a person could not see. */
export function slotValue(slot: Pick<Slot, 'start' | 'visitTypeId'>): string {
  return `${slot.start.getTime()}.${slot.visitTypeId}`;
}

/** The zone that all times of a day share; null on the day of a clock change, when each time must say its own. */
export function sharedZone(locale: Locale, day: DayOfTimes): string | null {
  const zones = new Set(day.slots.map((slot) => slotClock(locale, slot).zone));
  const [only = null] = zones;
  return zones.size === 1 && !day.dated ? only : null;
}

/** A time as its radio says it: with the zone unless the day's heading has it. */
export function slotLabel(locale: Locale, day: DayOfTimes, slot: Slot): string {
  if (day.dated) return visitTime(locale, slot);
  return sharedZone(locale, day) ? slotClock(locale, slot).time : visitClock(locale, slot);
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
            {day.heading} {sharedZone(locale, day) ? <span className="hint">({sharedZone(locale, day)})</span> : null}
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
                <span>{slotLabel(locale, day, slot)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}
