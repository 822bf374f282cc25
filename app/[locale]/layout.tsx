import type { Metadata, Viewport } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { readTheme } from '@/lib/http/theme';
import { isLocale, LOCALES } from '@/lib/i18n/locale';
import '../globals.css';

/** Neutral: the icon stays in the history and on the home screen of a shared phone. */
export const metadata: Metadata = {
  icons: { icon: [{ url: '/icons/mark.svg', type: 'image/svg+xml' }], apple: '/icons/mark-180.png' },
  formatDetection: { telephone: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#214b77' },
    { media: '(prefers-color-scheme: dark)', color: '#0f151e' },
  ],
};

export function generateStaticParams() {
  return LOCALES.map((locale) => ({ locale }));
}

export default async function LocaleLayout({ children, params }: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const theme = await readTheme();
  return (
    <html lang={locale} data-theme={theme === 'auto' ? undefined : theme}>
      <body>{children}</body>
    </html>
  );
}
