import { createHash } from 'node:crypto';
import { FIRST_NAMES, LAST_NAMES } from './directory-data';
import type { Profession } from './directory-kinds';

/** The same id for the same thing on every machine, so that a second run finds it (UUID version 8). */
export function demoId(key: string): string {
  const hex = createHash('sha256').update(`care-access-demo:${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface DemoPerson {
  readonly id: string;
  readonly npi: string;
  readonly given: string;
  readonly family: string;
  readonly gender: 'female' | 'male';
  readonly profession: Profession;
  readonly languages: readonly string[];
}

export type Random = () => number;
export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
};
export const some = <T>(random: Random, items: readonly T[], chance: number, least = 1): T[] => {
  const chosen = items.filter(() => random() < chance);
  return chosen.length >= least ? chosen : items.slice(0, least);
};

/** Ten digits with the check digit of 45 CFR 162.406 (Luhn over 80840 + NPI). Starts with 2: none is assigned there. */
export function demoNpi(serial: number): string {
  const body = `2${String(serial).padStart(8, '0')}`;
  const digits = [...`80840${body}`].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 0 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const FEMALE = new Set([
  'Ana',
  'Denise',
  'Keisha',
  'Mai',
  'Patricia',
  'Rosa',
  'Emily',
  'Angela',
  'Yolanda',
  'Sarah',
  'Lucía',
  'Tamika',
  'Noor',
  'Jessica',
  'Elena',
  'Rachel',
  'Monique',
  'Svetlana',
  'Joy',
  'Hannah',
  'Beatriz',
  'Ebony',
  'Fatima',
  'Grace',
  'Teresa',
  'Imani',
]);
const BY_NAME: Readonly<Record<string, string>> = {
  Ramirez: 'es',
  Ortega: 'es',
  Delgado: 'es',
  Fuentes: 'es',
  Mendoza: 'es',
  Salazar: 'es',
  Castillo: 'es',
  Peña: 'es',
  Guerrero: 'es',
  Navarro: 'es',
  Cisneros: 'es',
  Robles: 'es',
  Montoya: 'es',
  Zamora: 'es',
  Espinoza: 'es',
  Nguyen: 'vi',
  Tran: 'vi',
  Pham: 'vi',
  Vang: 'hmong',
  Xiong: 'hmong',
  Moua: 'hmong',
  Thao: 'hmong',
  Haddad: 'arabic',
  Ivanova: 'russian',
  Chen: 'chinese',
  Okafor: 'french',
  Lao: 'lao',
};

/** An invented practitioner; languages follow the family name now and then. */
export function demoPerson(random: Random, serial: number, professions: readonly Profession[]): DemoPerson {
  const given = pick(random, FIRST_NAMES);
  const family = pick(random, LAST_NAMES);
  const own = BY_NAME[family] === 'vi' ? 'vietnamese' : BY_NAME[family];
  const languages = new Set([
    'en',
    ...(own && random() < 0.8 ? [own] : []),
    ...(random() < 0.12 ? ['es'] : []),
    ...(random() < 0.03 ? ['asl'] : []),
  ]);
  return {
    id: demoId(`practitioner:${serial}`),
    npi: demoNpi(serial),
    given,
    family,
    gender: FEMALE.has(given) ? 'female' : 'male',
    profession: pick(random, professions),
    languages: [...languages],
  };
}
