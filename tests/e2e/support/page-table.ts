import fs from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** One row of the table of bytes: a first visit with an empty cache. */
export interface PageWeight {
  readonly route: string;
  readonly locale: string;
  readonly requests: number;
  readonly scriptBytes: number;
  readonly totalBytes: number;
  readonly htmlBytes: number;
}

const kb = (bytes: number) => (bytes / 1000).toFixed(1).padStart(7);

/** Prints what each page weighs on a first visit, and keeps the table as JSON beside the report. */
export default class PageTable implements Reporter {
  private readonly rows: PageWeight[] = [];

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const { type, description } of result.annotations) {
      if (type === 'page-weight' && description) this.rows.push(JSON.parse(description) as PageWeight);
    }
  }

  onEnd(): void {
    if (this.rows.length === 0) return;
    const rows = [...this.rows].sort((a, b) => a.route.localeCompare(b.route) || a.locale.localeCompare(b.locale));
    const width = Math.max(...rows.map(({ route }) => route.length)) + 2;
    console.log(`\n${'page'.padEnd(width)}lang  requests  script kB  html kB  all kB`);
    for (const row of rows) {
      const counts = `${row.locale.padEnd(6)}${String(row.requests).padStart(8)}  ${kb(row.scriptBytes).padStart(9)}`;
      console.log(`${row.route.padEnd(width)}${counts}  ${kb(row.htmlBytes)} ${kb(row.totalBytes)}`);
    }
    const file = path.resolve(import.meta.dirname, '../results/pages.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(rows, null, 2));
  }

  printsToStdio(): boolean {
    return false;
  }
}
