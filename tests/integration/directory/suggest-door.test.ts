import { describe, expect, it } from 'vitest';
import { answerSuggestions } from '@/lib/directory/suggest-door';
import { RATE_RULES } from '@/lib/http/rate-limit';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');

const ask = (body: unknown, network = '10.1.2') =>
  answerSuggestions(
    new Request('http://care.example.org/api/suggest', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    network,
  );

describe('the door for help while typing', () => {
  it('answers with texts and with the sentence that a screen reader says, in the language of the page', async () => {
    const response = await ask({ text: 'autis', locale: 'es' });
    expect([response.status, response.headers.get('cache-control'), response.headers.get('set-cookie')]).toEqual([
      200,
      'no-store',
      null,
    ]);
    const { texts, said } = (await response.json()) as { texts: string[]; said: string };
    expect(texts).toContain('Autismo');
    expect(said).toMatch(new RegExp(`^${texts.length} sugerencia`));
  });

  it('says that there are none for a text that means nothing', async () => {
    expect(await (await ask({ text: 'zzqqxxvv', locale: 'en' })).json()).toEqual({ texts: [], said: 'No suggestions.' });
  });

  it.each([
    ['{', 400],
    [{}, 422],
    [{ text: 1, locale: 'en' }, 422],
    [{ text: 'a', locale: 'fr' }, 422],
    [{ text: 'x'.repeat(201), locale: 'en' }, 422],
    [{ text: 'a', locale: 'en', more: 1 }, 422],
    [{ text: 'x'.repeat(4000), locale: 'en' }, 413],
  ])('refuses %j with %i and a problem', async (body, status) => {
    const response = await ask(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is limited for each network, and writes nothing of what was typed anywhere', async () => {
    const text = 'laurelqwx';
    await database.asOwner('DELETE FROM rate_limit');
    await ask({ text, locale: 'en' }, '10.9.9');
    await database.asOwner(`UPDATE rate_limit SET count = ${RATE_RULES.suggest.limit}`);
    const response = await ask({ text, locale: 'en' }, '10.9.9');
    expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await ask({ text, locale: 'en' }, '10.9.8')).status).toBe(200);
    const tables = await database.asOwner<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const [row] = await database.asOwner<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${name} t WHERE t::text ILIKE '%${text}%'`,
      );
      expect(row?.n, name).toBe(0);
    }
  });
});
