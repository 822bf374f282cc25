/** `npm run asvs`: how much of OWASP ASVS 5.0 is true of this portal, by level. */
import fs from 'node:fs';

const { requirements, status: meaning } = JSON.parse(fs.readFileSync(new URL('asvs.json', import.meta.url), 'utf8'));
const count = (level, status) => requirements.filter((row) => row.level === level && row.status === status).length;

for (const level of [1, 2]) {
  const [met, operator, partial, no, absent] = ['met', 'operator', 'partial', 'no', 'absent'].map((status) =>
    count(level, status),
  );
  const here = met + partial + no;
  const share = (value, of) => `${((100 * value) / of).toFixed(1)} %`;
  console.log(
    `L${level}: ${met} met, ${partial} in part, ${no} not, ${operator} for the operator, ${absent} do not apply. ` +
      `Score here ${share(met + partial / 2, here)}, with the operator's part done ${share(met + operator + partial / 2, here + operator)}.`,
  );
}
for (const row of requirements.filter(({ status }) => status === 'no' || status === 'partial')) {
  console.log(`  ${row.id} (L${row.level}) ${meaning[row.status]}: ${row.note ?? ''}`);
}
