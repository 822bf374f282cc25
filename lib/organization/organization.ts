import type { County, DssOffice, HelpLine, LmeMco, Plan } from './model';
import counties from './parameters/counties.json';
import offices from './parameters/dss-offices.json';
import lines from './parameters/lines.json';
import plans from './parameters/plans.json';

/** The plan that runs this portal. Another plan changes the files under `parameters/` and this value. */
export const OWN_PLAN: LmeMco = 'Partners';

/** Zone of all dates and deadlines of the plan (scheduling policy P1). */
export const PLAN_ZONE = 'America/New_York';

export const COUNTIES = counties.counties as readonly County[];
const PLANS = plans.plans as readonly Plan[];
const LINES = lines.lines as readonly HelpLine[];
const OFFICES = offices.offices as readonly DssOffice[];

const countyByFips = new Map(COUNTIES.map((county) => [county.fips, county]));

export function findCounty(fips: string): County | null {
  return countyByFips.get(fips) ?? null;
}

export function findCountyByName(name: string): County | null {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/ county$/, '');
  return COUNTIES.find((county) => county.name.toLowerCase() === wanted) ?? null;
}

export function getPlan(id: LmeMco): Plan {
  const plan = PLANS.find((candidate) => candidate.id === id);
  if (!plan) throw new Error(`No plan ${id} in parameters/plans.json`);
  return plan;
}

/** Counties of a plan, by name. */
export function countiesOf(plan: LmeMco): readonly County[] {
  return COUNTIES.filter((county) => county.plan === plan);
}

export function helpLine(id: HelpLine['id']): HelpLine {
  const line = LINES.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`No line ${id} in parameters/lines.json`);
  return line;
}

/** The county office that decides Medicaid, or null where no public page gave one (use the state directory). */
export function findDssOffice(countyName: string): DssOffice | null {
  return OFFICES.find((office) => office.county === countyName) ?? null;
}

export const DSS_STATE_DIRECTORY = offices.stateDirectory;
