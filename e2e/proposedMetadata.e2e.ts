import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { definitionFile, proposeMapping } from '../iot-bridge/src/propose/index.ts';
import { createOrg } from '../local-org/src/createOrg.ts';
import { loadMetadataTables } from '../local-org/src/deploy/index.ts';
import { createFlowAutomation } from '../local-org/src/flow/index.ts';
import { formatFinding } from '../local-org/src/verify/finding.ts';
import { verifyProject } from '../local-org/src/verify/verifyProject.ts';

/* Records that `iot-bridge map` proposes go through the same check as the package: types, lengths, picklists, names. */

const message = {
    timestamp: '2026-11-20T10:00:00Z',
    state: 'Running',
    'spindle speed [rpm]': 4200,
    ölTemperatur_degC: { value: 48.2, unit: '°C', quality: 192 },
    ['a very long name of a signal that no developer name could hold '.repeat(2).trim()]: true
};

describe('records proposed from a sample', () => {
    const project = mkdtempSync(path.join(tmpdir(), 'proposed-'));
    const records = path.join(project, 'force-app/core/main/default/customMetadata');
    const org = createOrg({ automation: createFlowAutomation });

    beforeAll(() => {
        cpSync('.forceignore', path.join(project, '.forceignore'));
        cpSync('force-app/core', path.join(project, 'force-app/core'), { recursive: true });
        const packageDirectories = [{ path: 'force-app/core', default: true }];
        writeFileSync(
            path.join(project, 'sfdx-project.json'),
            JSON.stringify({ packageDirectories, sourceApiVersion: '66.0' })
        );
        mkdirSync(records, { recursive: true });
    });
    afterAll(() => {
        org.stop();
        rmSync(project, { recursive: true });
    });

    const findings = async () => (await verifyProject(org, loadMetadataTables(), project)).findings.map(formatFinding);

    it('are valid metadata', async () => {
        const sample = [
            { topic: 'acme/cnc-1/telemetry', payload: Buffer.from(JSON.stringify(message)), at: undefined }
        ];
        const { signals } = proposeMapping(sample, 'the sample', { model: 'CNC-5X' });
        expect(signals).toHaveLength(4);
        for (const { row } of signals) {
            const { name, content } = definitionFile(row);
            writeFileSync(path.join(records, name), content);
        }
        expect(await findings()).toEqual([]);
    });

    it('would be found out otherwise', async () => {
        const sample = [{ topic: 'acme/cnc-1/telemetry', payload: Buffer.from('{"speed_rpm":1}'), at: undefined }];
        const [proposal] = proposeMapping(sample, 'the sample').signals;
        const { content } = definitionFile(proposal!.row);
        writeFileSync(
            path.join(records, 'Signal_Definition.Broken.md-meta.xml'),
            content.replace('>Number<', '>Decimal<')
        );
        expect(await findings()).not.toEqual([]);
    });
});
