import { describe, expect, it } from 'vitest';
import type { Cases } from './cases';
import { type Json, searchAll } from './client';
import { elementsOf, fits, valuesAt } from './matching';

const ids = (resources: readonly { readonly id: string }[]): string[] => resources.map(({ id }) => id).sort();

/** The kit's two searches of several parameters at once. */
export function declareCombinations(cases: Cases): void {
  describe('combinations', () => {
    it('lists all practitioners of a specialty at a location', async (context) => {
      const [specialty, location] = [
        cases.definition('PractitionerRole', 'specialty'),
        cases.definition('PractitionerRole', 'location'),
      ];
      const role = cases
        .all('PractitionerRole')
        .find(
          (one) =>
            elementsOf(specialty, one).length > 0 && elementsOf(location, one).length > 0 && one.practitioner !== undefined,
        );
      if (!role) return cases.none(context, 'PractitionerRole with specialty, location and practitioner');
      const [what = '', where = ''] = [cases.firstValue(specialty, [role]), cases.firstValue(location, [role])];
      const { matches, included } = await searchAll('PractitionerRole', [
        ['specialty', what],
        ['location', where],
        ['_include', 'PractitionerRole:practitioner'],
      ]);
      const expected = cases.all('PractitionerRole').filter((one) => fits(specialty, one, what) && fits(location, one, where));
      expect(ids(matches)).toEqual(ids(expected));
      const people = new Set(expected.flatMap((one) => valuesAt(one, 'practitioner.reference').map(String)));
      expect(included.map(({ id }) => `Practitioner/${id}`).sort()).toEqual([...people].sort());
    });
    it('lists all services of a specialty that a network covers', async (context) => {
      const [network, service] = [
        cases.definition('OrganizationAffiliation', 'network'),
        cases.definition('OrganizationAffiliation', 'service'),
      ];
      const specialty = cases.definition('HealthcareService', 'specialty');
      const services = new Map(cases.all('HealthcareService').map((one) => [`HealthcareService/${one.id}`, one]));
      const affiliation = cases.all('OrganizationAffiliation').find(
        (one) =>
          elementsOf(network, one).length > 0 &&
          elementsOf(service, one).some((element) => {
            const found = services.get(String((element as Json).reference));
            return found && elementsOf(specialty, found).length > 0;
          }),
      );
      if (!affiliation) return cases.none(context, 'OrganizationAffiliation with network and service with specialty');
      const covered = elementsOf(service, affiliation).flatMap(
        (element) => services.get(String((element as Json).reference)) ?? [],
      );
      const [what = '', which = ''] = [cases.firstValue(specialty, covered), cases.firstValue(network, [affiliation])];
      const affiliations = cases.all('OrganizationAffiliation').filter((one) => fits(network, one, which));
      const wanted = new Set(
        affiliations.flatMap((one) => elementsOf(service, one).map((element) => String((element as Json).reference))),
      );
      const expected = cases
        .all('HealthcareService')
        .filter((one) => fits(specialty, one, what) && wanted.has(`HealthcareService/${one.id}`));
      const query: [string, string][] = [
        ['specialty', what],
        ['_has:OrganizationAffiliation:service:network', which],
      ];
      await cases.expectExactly('HealthcareService', query, expected);
    });
  });
}
