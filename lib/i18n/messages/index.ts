import enErrors from './en/errors.json';
import enSite from './en/site.json';
import esErrors from './es/errors.json';
import esSite from './es/site.json';

const en = { site: enSite, errors: enErrors };

/** The shape every language must have: English is the reference. */
export type Messages = typeof en;

const es: Messages = { site: esSite, errors: esErrors };

export const MESSAGES: Readonly<Record<'en' | 'es', Messages>> = { en, es };
