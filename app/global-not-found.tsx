import { NotFoundBody } from '@/components/layout/not-found-body';
import { Page } from '@/components/layout/page';
import { translator } from '@/lib/i18n/translator';
import './globals.css';

/** Addresses outside every language: English first, then Spanish. */
export default function GlobalNotFound() {
  return (
    <html lang="en">
      <body>
        <Page locale="en" path="/" title={translator('en')('about.notFound.title')}>
          <NotFoundBody locale="en" />
          <hr className="rule" />
          <div lang="es">
            <h2>{translator('es')('about.notFound.title')}</h2>
            <p>{translator('es')('about.notFound.lead')}</p>
            <p className="go">
              <a href="/es">{translator('es')('about.notFound.home')}</a>
            </p>
          </div>
        </Page>
      </body>
    </html>
  );
}
