/** `npm run metadata:verify`: verifies the project's metadata without a server; exit code 1 on findings. */
import { fileURLToPath } from 'node:url';
import { createOrg } from './createOrg.ts';
import { loadMetadataTables } from './deploy/index.ts';
import { createFlowAutomation } from './flow/index.ts';
import { formatFinding } from './verify/finding.ts';
import { verifyProject } from './verify/verifyProject.ts';

const projectDir = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
const org = createOrg({ automation: createFlowAutomation });
const { components, findings } = await verifyProject(org, loadMetadataTables(), projectDir);
org.stop();

for (const finding of findings) process.stdout.write(`${formatFinding(finding)}\n`);
process.stdout.write(
    `${components} components verified, ${findings.length} finding${findings.length === 1 ? '' : 's'}.\n`
);
process.exitCode = findings.length > 0 ? 1 : 0;
