'use server';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { DEFAULT_LOCALE, LOCALES } from '@/lib/i18n/locale';
import { keepTheme, THEMES } from './theme';

/** Where the form stands, by a code: a free address would let a foreign form choose. */
const PLACES = { display: '/display', settings: '/account/settings' } as const;

const ThemeSchema = z.strictObject({
  locale: z.enum(LOCALES).catch(DEFAULT_LOCALE),
  place: z.enum(['display', 'settings']).catch('display'),
  theme: z.enum(THEMES, 'site.display.error'),
});

/** Keeps light, dark or "as the device" in this browser. */
export async function chooseThemeAction(form: FormData): Promise<never> {
  const { locale, place } = ThemeSchema.pick({ locale: true, place: true }).parse({
    locale: form.get('locale'),
    place: form.get('place'),
  });
  const page = `/${locale}${PLACES[place]}`;
  return runForm(form, {
    formId: 'theme',
    schema: ThemeSchema,
    page,
    run: async ({ theme }) => {
      await keepTheme(theme);
      return `${page}?done=theme`;
    },
  });
}
