import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { ENHANCE_SRC } from '@/components/layout/enhance';
import { Page, type PageProps } from '@/components/layout/page';
import { PhoneLink } from '@/components/ui/phone-link';
import { ReturnCode } from '@/components/ui/return-code';
import { formatReturnCode, parseReturnCode, systemIds } from '@/lib/ids';
import { renderHtml } from '@/tests/support/render';

function page(props: Partial<Omit<PageProps, 'children'>> = {}): string {
  return renderHtml(createElement(Page, { locale: 'en', path: '/eligibility/county', title: 'Your county', ...props }, 'Words'));
}

describe('every page', () => {
  it('starts with the way to the content and the way out, then help, then the rest', () => {
    const html = page();
    const order = ['href="#main"', '<aside', 'href="/en/leave"', 'tel:+18882354673', '<header', '<main', '<footer', 'data-leave'];
    const places = order.map((part) => html.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('offers the same page in the other language', () => {
    expect(page()).toContain('<a href="/es/eligibility/county" lang="es" hrefLang="es">Español</a>');
  });

  it('says its step in words and in the title, and draws the same for eyes only', () => {
    const html = page({ step: 'provider' });
    expect(html).toContain('<title>Your county - Step 2 of 3 - Care access</title>');
    expect(html).toContain('Step 2 of 3: Choose who you want to see');
    expect(html).toContain('<div class="bar" aria-hidden="true"><i class="done"></i><i class="on"></i><i></i></div>');
  });

  it('sews the last thread when the step is done, and asks no one to save it for later', () => {
    const html = page({ step: 'appointment', stepDone: true });
    expect(html).toContain('<i class="done"></i><i class="done"></i><i class="done"></i>');
    expect(html).not.toContain('/en/save');
  });

  it('says "Error:" first in the title of a refused form', () => {
    expect(page({ errored: true })).toContain('<title>Error: Your county - Care access</title>');
  });

  it('loads the enhancement script once, and none on a page of class A', () => {
    expect(page().split(ENHANCE_SRC)).toHaveLength(2);
    expect(page({ plain: true })).not.toContain('<script');
  });

  it('is kept out of search engines unless it says otherwise', () => {
    expect(page()).toContain('noindex');
    expect(page({ index: true })).not.toContain('noindex');
  });
});

describe('a number or code to be read aloud', () => {
  it.each([
    ['18882354673', 'tel:+18882354673'],
    ['704-555-0123', 'tel:+17045550123'],
    ['988', 'tel:988'],
  ])('%s is dialled as %s', (phone, href) => {
    expect(renderHtml(createElement(PhoneLink, { phone }))).toContain(`href="${href}"`);
  });

  it('comes back as it was given, however it is typed', () => {
    for (let index = 0; index < 200; index += 1) {
      const code = systemIds.returnCode();
      expect(parseReturnCode(formatReturnCode(code).toLowerCase())).toBe(code);
      expect(parseReturnCode(formatReturnCode(code).replace(' ', '-'))).toBe(code);
    }
  });

  it('is seen in two groups and spelled to screen readers', () => {
    const html = renderHtml(createElement(ReturnCode, { locale: 'en', code: 'KTRM4927' }));
    expect(html).toContain('<span aria-hidden="true">KTRM 4927</span>');
    expect(html).toContain('K T R M 4 9 2 7');
  });
});
