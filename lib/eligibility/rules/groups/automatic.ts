import { type Assessment, type GroupRule, reason } from '../assessment';
import type { Facts } from '../facts';

function automatic(facts: Facts, group: Assessment['group'], benefits: readonly string[]): Assessment | null {
  const known = facts.parameters.list('automatic-benefits');
  const benefit = benefits.find((one) => facts.receives.has(one) && known.includes(one));
  if (!benefit) return null;
  return {
    group,
    outcome: 'automatic',
    measure: null,
    reasons: [reason(facts.parameters, `receives_${benefit}`, 'automatic-benefits')],
  };
}

/** North Carolina is a section 1634 state: Social Security's yes to SSI is a yes to Medicaid. SSDI is not SSI. */
export const assessSsi: GroupRule = (facts) => automatic(facts, 'SSI', ['ssi']);
export const assessWorkFirst: GroupRule = (facts) => automatic(facts, 'WORK_FIRST', ['work_first']);
export const assessSpecialAssistance: GroupRule = (facts) => automatic(facts, 'SPECIAL_ASSISTANCE', ['saa', 'sad', 'sab']);
