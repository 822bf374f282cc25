import data from './parameters/networks.json';

export type NetworkKey = 'medicaid' | 'state';

export interface Network {
  readonly key: NetworkKey;
  /** Row in `organization`. */
  readonly id: string;
  readonly name: string;
  /** Facet codes that entries of this network carry. */
  readonly payerTag: number;
  readonly acceptingTag: number;
}

/** The plan itself as a row in `organization`. */
export const PAYER_ORGANIZATION_ID = data.payerId;
export const NETWORKS = data.networks as readonly Network[];

export function getNetwork(key: NetworkKey): Network {
  const network = NETWORKS.find((candidate) => candidate.key === key);
  if (!network) throw new Error(`No network ${key} in parameters/networks.json`);
  return network;
}

/** The network that pays for a coverage found in step 1; null while nobody knows, so that nothing is ruled out. */
export function networkOf(coverage: 'medicaid' | 'likely_medicaid' | 'state_funded' | 'unknown'): NetworkKey | null {
  if (coverage === 'state_funded') return 'state';
  return coverage === 'unknown' ? null : 'medicaid';
}
