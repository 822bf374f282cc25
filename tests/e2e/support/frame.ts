import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Locale } from './visit';

const SITE_NAME: Readonly<Record<Locale, RegExp>> = {
  en: /Care access$/,
  es: /Acceso a (la )?atención$/i,
};

/** Words that a shared phone's history must not show. */
const TELLING =
  /suicid|crisis|mental|substance|drug|alcohol|addict|overdose|depress|anxi|medicaid|pregnan|disab|HIV|disorder|sustancia|droga|embaraz|discapacidad|ansiedad|deprim/i;

/** A key of the catalogue that stands where its words belong; keys begin with the name of their file. */
const CATALOGUE = fs
  .readdirSync(path.resolve(import.meta.dirname, '../../../lib/i18n/messages/en'))
  .map((file) => path.basename(file, '.json'))
  .join('|');
const MESSAGE_KEY = `(?:^|[^\\w.])(?:${CATALOGUE})\\.[a-zA-Z]+\\.[a-zA-Z]`;

/** What the frame of every page promises: neutral title, one h1, language, help first, no inline code. */
export async function frameFaults(page: Page, locale: Locale): Promise<string[]> {
  const seen = await page.evaluate((messageKey) => {
    const landmarks = 'header, nav, main, aside, footer, section[aria-label], section[aria-labelledby], form[aria-label], [role]';
    const first = [...document.querySelectorAll(landmarks)].find((element) => element.getAttribute('role') !== 'presentation');
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((element) => Number(element.tagName[1]));
    const small = [
      ...document.querySelectorAll<HTMLElement>('.btn, button, select, input:not([type=hidden], [tabindex="-1"])'),
    ].filter((element) => {
      const target = (element.closest('label.opt') ?? element).getBoundingClientRect();
      return target.height > 0 && target.height < 44;
    });
    // A link that is all of its line is pressed like a button; inside a sentence it is as tall as the line.
    const links = [
      ...document.querySelectorAll<HTMLElement>('main p > a, main li > a, main h2 > a, main h3 > a, main .row > a'),
    ].filter((link) => {
      const line = link.parentElement;
      const alone = line?.classList.contains('row') || line?.textContent?.trim() === link.textContent?.trim();
      const { height } = link.getBoundingClientRect();
      return alone && height > 0 && height < 44;
    });
    return {
      title: document.title,
      lang: document.documentElement.lang,
      h1: document.querySelectorAll('h1').length,
      first: first ? `${first.tagName.toLowerCase()}.${first.className}` : 'none',
      helpLinks: document.querySelectorAll('aside.help a[href^="tel:"]').length,
      jump: headings.some((level, index) => index > 0 && level > (headings[index - 1] ?? 0) + 1),
      inlineStyle: document.querySelectorAll('body [style], body style').length,
      hiddenText: document.querySelectorAll('template[id^="B:"], div[hidden][id^="S:"]').length,
      small: small
        .concat(links)
        .slice(0, 3)
        .map((element) => element.outerHTML.slice(0, 90)),
      missing: new RegExp(messageKey).exec(document.querySelector('main')?.textContent ?? '')?.[0] ?? null,
      overlay: document.querySelector('nextjs-portal') !== null,
    };
  }, MESSAGE_KEY);
  const check = (fine: boolean, fault: string) => (fine ? [] : [fault]);
  return [
    ...check(SITE_NAME[locale].test(seen.title), `title does not end with the site's name: "${seen.title}"`),
    ...check(!TELLING.test(seen.title), `title tells too much: "${seen.title}"`),
    ...check(!TELLING.test(page.url()), `address tells too much: ${page.url()}`),
    ...check(seen.lang === locale, `lang is "${seen.lang}"`),
    ...check(seen.h1 === 1, `${seen.h1} h1 elements`),
    ...check(seen.first === 'aside.help', `first landmark is ${seen.first}`),
    ...check(seen.helpLinks > 0, 'no phone link in the help strip'),
    ...check(!seen.jump, 'a heading level is skipped'),
    ...check(seen.inlineStyle === 0, `${seen.inlineStyle} inline styles`),
    ...check(seen.hiddenText === 0, 'content arrives in a hidden segment'),
    ...check(seen.small.length === 0, `target below 44 px: ${seen.small.join(' | ')}`),
    ...check(seen.missing === null, `message key in the text: ${seen.missing}`),
    ...check(!seen.overlay, 'the development overlay is there: not a production build'),
  ];
}
