import { faultWords } from './fault-words';
import type { ImportReport } from './report';

const number = (value: number) => String(value).padStart(8);

/** The report as text: what was read, what became of it, what was merged and why, what needs a person. */
export function printReport(report: ImportReport, seconds: number): string {
  const { counts } = report;
  const lines = [
    '',
    `  Source: ${report.source}`,
    `  ${number(counts.read)}  rows read (${Math.round(counts.read / Math.max(seconds, 0.001))} a second)`,
    `  ${number(counts.created)}  created`,
    `  ${number(counts.changed)}  changed`,
    `  ${number(counts.unchanged)}  unchanged`,
    `  ${number(counts.merged)}  merged into another row`,
    ...Object.entries(report.merges).map(([why, count]) => `            ${count}  ${why}`),
    `  ${number(counts.rejected)}  rejected, kept in quarantine`,
    ...report.rejections.flatMap((rejection) => {
      const { file, line, field } = rejection;
      const { why, fix } = faultWords(rejection, 'en');
      return [`            ${file}, line ${line}, ${field || '(line)'}: ${why}`, `              How to fix: ${fix}`];
    }),
    ...(counts.rejected > report.rejections.length
      ? [`            and ${counts.rejected - report.rejections.length} more in the quarantine`]
      : []),
    '',
    report.suspicious.length > 0 ? '  Used, but look at these:' : '  Nothing suspicious.',
    ...[...report.suspicious]
      .sort((a, b) => b.count - a.count)
      .flatMap(({ kind, count, examples }) => [
        `  ${number(count)}  ${kind}`,
        ...examples.slice(0, 3).map((each) => `            ${each}`),
      ]),
    '',
    `  Lost without a word: ${counts.read - counts.created - counts.changed - counts.unchanged - counts.merged - counts.rejected}`,
    '',
  ];
  return lines.join('\n');
}
