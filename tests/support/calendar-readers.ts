import ICAL from 'ical.js';
import nodeIcal, { type VEvent } from 'node-ical';

/** Two readers that share no code: what both say of a calendar file is what a calendar will show. */
export function readWithIcalJs(text: string) {
  const component = new ICAL.Component(ICAL.parse(text));
  const read = new ICAL.Event(component.getFirstSubcomponent('vevent') ?? undefined);
  return {
    method: component.getFirstPropertyValue('method'),
    uid: read.uid,
    sequence: read.sequence,
    start: read.startDate.toJSDate().toISOString(),
    end: read.endDate.toJSDate().toISOString(),
    summary: read.summary,
    status: String(read.component.getFirstPropertyValue('status')),
  };
}

export function readWithNodeIcal(text: string) {
  const calendar = nodeIcal.sync.parseICS(text);
  const read = Object.values(calendar).find((entry) => entry?.type === 'VEVENT') as VEvent & Record<string, unknown>;
  const summary = read.summary as unknown as string | { val: string };
  return {
    method: (read.method as string) ?? null,
    uid: read.uid,
    sequence: Number(read.sequence),
    start: new Date(read.start).toISOString(),
    end: new Date(read.end as Date).toISOString(),
    summary: typeof summary === 'string' ? summary : summary.val,
    status: read.status as unknown as string,
  };
}
