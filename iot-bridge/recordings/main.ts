/**
 * Measures the bridge on public recordings: `npm run check:recordings -- --data DIR`. Every set that lies below DIR is
 * run; progress goes to stderr, and the last line of stdout is one JSON object with a key for each set.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkAi4i2020 } from './ai4i2020.ts';
import { checkAlpi } from './alpi.ts';
import { checkAzurePdm } from './azurePdm.ts';
import { checkCmapss } from './cmapss.ts';
import { checkColdChain } from './coldChain.ts';
import { checkNab } from './nab.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
    console.error('Name the folder with the recordings: npm run check:recordings -- --data DIR');
    process.exit(2);
}
const folder = path.resolve(values.data);

const checks: Record<string, () => Promise<object | undefined>> = {
    nab: () => checkNab(path.join(folder, 'nab')),
    azurePdm: () => checkAzurePdm(path.join(folder, 'azure-pdm', 'slice-20-machines-90-days')),
    cmapss: () => checkCmapss(path.join(folder, 'cmapss')),
    coldChain: () => checkColdChain(path.join(folder, 'cold-chain-fridgetag'), (line) => console.error(line)),
    ai4i2020: () => checkAi4i2020(path.join(folder, 'ai4i2020', 'ai4i2020.csv')),
    alpi: () => checkAlpi(path.join(folder, 'alpi-alarms'))
};

const report: Record<string, object> = {};
for (const [name, check] of Object.entries(checks)) {
    const result = await check();
    console.error(result ? `${name}: ${JSON.stringify(result)}` : `${name}: not there, skipped`);
    if (result) report[name] = result;
}
console.log(JSON.stringify(report));
if (Object.keys(report).length === 0) {
    console.error(`There is no recording below ${folder}. Expected folders: ${Object.keys(checks).join(', ')}.`);
    process.exitCode = 1;
}
