import type { RowFault } from './faults';

/** What became of the rows of one import. */
export interface ImportCounts {
  read: number;
  created: number;
  changed: number;
  unchanged: number;
  merged: number;
  rejected: number;
}

/** A row that could not be used. It is kept in quarantine as it was read. */
export interface Rejection extends RowFault {
  readonly file: string;
  readonly line: number;
  readonly raw: string;
}

/** Something odd in a row that was used; the first few of each kind are listed, all are counted. */
export interface Suspicion {
  readonly kind: string;
  count: number;
  readonly examples: string[];
}

export interface ImportReport {
  readonly source: string;
  readonly counts: ImportCounts;
  readonly byType: Record<string, ImportCounts>;
  /** The first of them; all are in quarantine. */
  readonly rejections: Rejection[];
  readonly merges: Record<string, number>;
  readonly suspicious: Suspicion[];
}

const EXAMPLES = 5;
/** Kept in memory for the printed report. */
const LISTED_REJECTIONS = 50;
const none = (): ImportCounts => ({ read: 0, created: 0, changed: 0, unchanged: 0, merged: 0, rejected: 0 });

/** Collects the report while rows pass by. */
export class ReportBuilder {
  private readonly counts = none();
  private readonly byType: Record<string, ImportCounts> = {};
  private readonly rejections: Rejection[] = [];
  private readonly merges: Record<string, number> = {};
  private readonly suspicious = new Map<string, Suspicion>();
  /** Rejections on their way to the quarantine. */
  private waiting: Rejection[] = [];
  source = '';

  count(type: string, what: keyof ImportCounts): void {
    this.counts[what] += 1;
    this.byType[type] ??= none();
    this.byType[type][what] += 1;
  }

  reject(type: string, rejection: Rejection): void {
    this.count(type, 'rejected');
    if (this.rejections.length < LISTED_REJECTIONS) this.rejections.push(rejection);
    this.waiting.push(rejection);
  }

  get rejectionsWaiting(): number {
    return this.waiting.length;
  }

  /** Hands out the rejections that were not handed out yet. */
  takeRejections(): readonly Rejection[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  merge(type: string, why: string): void {
    this.count(type, 'merged');
    this.merges[why] = (this.merges[why] ?? 0) + 1;
  }

  suspect(kind: string, example: string): void {
    const found = this.suspicious.get(kind) ?? { kind, count: 0, examples: [] };
    found.count += 1;
    if (found.examples.length < EXAMPLES) found.examples.push(example);
    this.suspicious.set(kind, found);
  }

  build(): ImportReport {
    return {
      source: this.source,
      counts: this.counts,
      byType: this.byType,
      rejections: this.rejections,
      merges: this.merges,
      suspicious: [...this.suspicious.values()],
    };
  }
}
