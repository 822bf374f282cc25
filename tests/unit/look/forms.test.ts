import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { CheckboxList } from '@/components/forms/checkbox-list';
import { DateParts } from '@/components/forms/date-parts';
import { ErrorSummary } from '@/components/forms/error-summary';
import { RadioList } from '@/components/forms/radio-list';
import { SelectField } from '@/components/forms/select-field';
import { TextArea } from '@/components/forms/text-area';
import { TextField } from '@/components/forms/text-field';
import { renderHtml } from '@/tests/support/render';

const OPTIONS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No', hint: 'Not now' },
];

describe('the error summary', () => {
  it('is absent without errors', () => {
    expect(renderHtml(createElement(ErrorSummary, { locale: 'en', errors: [] }))).toBe('');
  });

  it('can take focus and leads to each field', () => {
    const html = renderHtml(
      createElement(ErrorSummary, { locale: 'es', errors: [{ field: 'county', message: 'Elija el condado' }] }),
    );
    expect(html).toContain('Hay un problema');
    expect(html).toContain('tabindex="-1"');
    expect(html).toContain('<a href="#county">Elija el condado</a>');
  });
});

describe('a field with a hint and an error', () => {
  const common = { name: 'f', hint: 'Hint', error: 'Fix it' };
  const fields = {
    RadioList: createElement(RadioList, { ...common, legend: 'Question', options: OPTIONS, heading: true }),
    CheckboxList: createElement(CheckboxList, { ...common, legend: 'Question', options: OPTIONS }),
    DateParts: createElement(DateParts, { ...common, locale: 'en', legend: 'Question' }),
    TextField: createElement(TextField, { ...common, label: 'Question' }),
    TextArea: createElement(TextArea, { ...common, label: 'Question' }),
    SelectField: createElement(SelectField, { ...common, label: 'Question', options: [{ value: 'a', label: 'A' }] }),
  };

  it.each(Object.entries(fields))('%s reads the hint before the error', (_name, field) => {
    const html = renderHtml(field);
    expect(html).toContain('aria-describedby="f-hint f-error"');
    expect(html.indexOf('id="f-hint"')).toBeLessThan(html.indexOf('id="f-error"'));
  });

  it.each(Object.entries(fields))('%s is reached by its name from the error summary', (_name, field) => {
    expect(renderHtml(field)).toMatch(/<(input|select|textarea)[^>]* id="f"/);
  });

  it('keeps the question as the heading inside the legend', () => {
    expect(renderHtml(fields.RadioList)).toContain('<legend><h1>Question</h1></legend>');
  });
});

describe('what was typed or chosen', () => {
  it('is shown again', () => {
    const radios = renderHtml(createElement(RadioList, { name: 'r', legend: 'Q', options: OPTIONS, value: 'no' }));
    expect(radios).toMatch(/checked=""[^>]*value="no"|value="no"[^>]*checked=""/);
    const boxes = renderHtml(createElement(CheckboxList, { name: 'c', legend: 'Q', options: OPTIONS, values: ['yes', 'no'] }));
    expect(boxes.match(/checked=""/g)).toHaveLength(2);
    expect(boxes).toContain('name="c[]"');
    const text = renderHtml(createElement(TextField, { name: 't', label: 'Q', value: 'as typed' }));
    expect(text).toContain('value="as typed"');
    const date = renderHtml(
      createElement(DateParts, { locale: 'en', name: 'd', legend: 'Q', value: { month: 'jan', day: '5', year: '1990' } }),
    );
    expect(date).toContain('name="d-month"');
    expect(date).toContain('value="jan"');
  });
});

describe('a list with "none of these"', () => {
  it('sets that choice apart after "or" in the reader’s language', () => {
    const html = renderHtml(
      createElement(CheckboxList, { name: 'c', legend: 'Q', options: OPTIONS, noneValue: 'no', locale: 'es' }),
    );
    expect(html).toContain('<p class="or">o</p>');
    expect(html).toContain('data-none');
  });
});
