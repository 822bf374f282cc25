import 'server-only';
import { env } from '@/lib/env';
import { type CoverageCheck, clearinghouseCheck } from './x12/coverage-check';
import { simulatorCheck } from './x12/simulator';

/** The check that the environment sets up: a clearinghouse when its address is given, else the simulator. */
export function configuredCoverageCheck(): CoverageCheck {
  const settings = env();
  if (!settings.CLEARINGHOUSE_URL) return simulatorCheck;
  return clearinghouseCheck({
    url: settings.CLEARINGHOUSE_URL,
    token: settings.CLEARINGHOUSE_TOKEN,
    partner: {
      senderId: settings.CLEARINGHOUSE_SENDER_ID,
      receiverId: settings.CLEARINGHOUSE_RECEIVER_ID,
      payerName: 'NC MEDICAID',
      payerId: settings.CLEARINGHOUSE_PAYER_ID,
      providerName: 'CARE ACCESS PORTAL',
      npi: settings.CLEARINGHOUSE_NPI,
    },
  });
}
