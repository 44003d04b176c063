/**
 * `npm run apex:verify`: checks the types of the Apex classes and runs PMD on them, with the jars that
 * @salesforce/code-analyzer-pmd-engine brings. Ends with 1 on findings, and with 77 where there is no Java.
 */
import path from 'node:path';
import { checkTypes, findJava, runPmd } from './lib/apex/index.ts';

const NO_JAVA = 77;
const root = process.argv[2] ?? path.resolve(import.meta.dirname, '..');

if (!(await findJava())) {
    console.log('skipped: no Java');
    process.exit(NO_JAVA);
}
const findings = [...(await checkTypes(root)), ...(await runPmd(root))];
for (const { file, line, rule, message } of findings) console.error(`${file}:${line} ${rule}: ${message}`);
console.log(`${findings.length} finding${findings.length === 1 ? '' : 's'} in Apex.`);
process.exitCode = findings.length > 0 ? 1 : 0;
