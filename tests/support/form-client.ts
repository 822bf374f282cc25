/** A browser's bare bones for fault and load programs: cookies, pages, and forms sent as a browser without scripts sends them. */
export class FormClient {
  private readonly cookies = new Map<string, string>();

  /** @param network a forwarded address, for a portal that trusts one and limits by it */
  constructor(
    private readonly origin: string,
    private readonly network?: string,
  ) {}

  /** Opens a page, following redirects. */
  async open(path: string): Promise<PageText> {
    let at = path;
    for (let hop = 0; hop < 5; hop++) {
      const response = await this.ask(at, {});
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399)
        return new PageText(at, response.status, await response.text());
      await response.arrayBuffer();
      at = relative(location);
    }
    throw new Error(`too many redirects from ${path}`);
  }

  /** Sends the first form of a page that has `field`, with the given values over its own. @returns where it leads */
  async send(page: PageText, field: string, values: Readonly<Record<string, string>>): Promise<string> {
    const body = new FormData();
    const form = page.form(field);
    for (const [name, value] of form) if (!(name in values)) body.append(name, value);
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const response = await this.ask(page.path, { method: 'POST', body });
    await response.arrayBuffer();
    const location = response.headers.get('location');
    if (response.status !== 303 || !location) throw new Error(`${response.status} from the form on ${page.path}`);
    return relative(location);
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers({ origin: this.origin });
    if (this.network) headers.set('x-forwarded-for', this.network);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(this.origin + path, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}

const relative = (location: string) => location.replace(/^https?:\/\/[^/]+/, '');

const plain = (html: string) =>
  html
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found ? plain(found[1] ?? '') : null;
};

export class PageText {
  constructor(
    readonly path: string,
    readonly status: number,
    readonly html: string,
  ) {}

  /** Names and values that a form sends untouched: hidden fields, filled texts, chosen radios. */
  form(field: string): [string, string][] {
    const form = (this.html.match(/<form[\s\S]*?<\/form>/g) ?? []).find((text) => text.includes(`name="${field}"`));
    if (!form) throw new Error(`No form with ${field} on ${this.path} (${this.status})`);
    return (form.match(/<input\b[^>]*>/g) ?? []).flatMap((tag): [string, string][] => {
      const name = attribute(tag, 'name');
      const type = attribute(tag, 'type') ?? 'text';
      if (!name || ((type === 'radio' || type === 'checkbox') && !/\schecked=/.test(tag))) return [];
      return [[name, attribute(tag, 'value') ?? '']];
    });
  }

  /** Values of the radios of a field. */
  choices(field: string): string[] {
    return (this.html.match(/<input\b[^>]*type="radio"[^>]*>/g) ?? [])
      .filter((tag) => attribute(tag, 'name') === field)
      .map((tag) => attribute(tag, 'value') ?? '');
  }
}
