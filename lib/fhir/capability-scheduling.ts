import type { FhirObject } from './model';

const operation = (name: string): FhirObject => ({
  name,
  definition: `http://www.fhir.org/guides/argonaut-scheduling/OperationDefinition/appointment-${name}`,
});
const read = { code: 'read' };
const search = { code: 'search-type' };
const core = (id: string): string => `http://hl7.org/fhir/SearchParameter/${id}`;

/** Names by which a computed resource is searched. */
export function schedulingParams(type: string): readonly string[] {
  const found = SCHEDULING_RESOURCES.find((resource) => resource.type === type);
  return ((found?.searchParam ?? []) as FhirObject[]).map(({ name }) => String(name));
}

/** The computed resources of first appointments, for the CapabilityStatement. */
export const SCHEDULING_RESOURCES: readonly FhirObject[] = [
  {
    type: 'Schedule',
    interaction: [read, search],
    searchParam: [
      { name: '_id', type: 'token', definition: core('Resource-id') },
      { name: 'actor', type: 'reference', definition: core('Schedule-actor') },
    ],
  },
  {
    type: 'Slot',
    documentation: 'Computed when asked for; a booking deep link opens each one in the portal.',
    interaction: [read, search],
    searchParam: [
      { name: 'schedule', type: 'reference', definition: core('Slot-schedule') },
      { name: 'start', type: 'date', definition: core('Slot-start') },
      { name: 'status', type: 'token', definition: core('Slot-status') },
    ],
  },
  {
    type: 'Appointment',
    documentation:
      '$hold answers with X-Portal-Holder; send it with every later request. $book and $reschedule need an Idempotency-Key. ' +
      'With appt-id, $hold keeps a new time for a booked visit; $reschedule without slot takes it.',
    interaction: [read],
    operation: ['find', 'hold', 'book', 'cancel', 'reschedule'].map(operation),
  },
];
