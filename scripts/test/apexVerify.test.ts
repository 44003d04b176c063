import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const hasJava = spawnSync('java', ['-version']).status === 0;
const describeWithJava = hasJava ? describe : describe.skip;

function verify(folder: string): { status: number | null; stdout: string; stderr: string } {
    const script = path.join(root, 'scripts/apexVerify.ts');
    return spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
}

/** A project with one class and a field on a standard object. */
function writeProject(folder: string, body: string): void {
    const main = path.join(folder, 'force-app/core/main/default');
    mkdirSync(path.join(main, 'classes'), { recursive: true });
    mkdirSync(path.join(main, 'objects/Asset/fields'), { recursive: true });
    const packageDirectories = [{ path: 'force-app/core', default: true }];
    const settings = { packageDirectories, namespace: '', sourceApiVersion: '66.0' };
    writeFileSync(path.join(folder, 'sfdx-project.json'), JSON.stringify(settings));
    const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
    const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
    writeFileSync(
        path.join(main, 'objects/Asset/fields/Device_Id__c.field-meta.xml'),
        `${head}<CustomField ${xmlns}><fullName>Device_Id__c</fullName><label>Device</label><length>80</length><type>Text</type></CustomField>`
    );
    writeFileSync(path.join(main, 'classes/Machines.cls'), body);
    writeFileSync(
        path.join(main, 'classes/Machines.cls-meta.xml'),
        `${head}<ApexClass ${xmlns}><apiVersion>66.0</apiVersion><status>Active</status></ApexClass>`
    );
}

describeWithJava(`with Java${hasJava ? '' : ' (skipped: no Java)'}`, () => {
    test('unknown fields, wrong types and what PMD finds fail the step', () => {
        const folder = mkdtempSync(path.join(tmpdir(), 'apex-verify-'));
        try {
            const body = [
                '/** Names of machines. */',
                'public with sharing class Machines {',
                '    /**',
                '     * The device of a machine.',
                '     * @param machine the machine',
                '     * @return its device',
                '     */',
                '    public static String deviceOf(Asset machine) {',
                '        Integer count = machine.Device_Id__c;',
                '        return machine.Divice_Id__c;',
                '    }',
                '}'
            ];
            writeProject(folder, body.join('\n'));
            const { status, stderr } = verify(folder);
            expect(status).toBe(1);
            expect(stderr).toMatch(/Machines\.cls:9 Error: Incompatible types/);
            expect(stderr).toMatch(/Machines\.cls:10 Missing: Unknown field 'Divice_Id__c'/);
            expect(stderr).toMatch(/Machines\.cls:9 UnusedLocalVariable/);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

test('a machine without Java is told so, and nothing counts as passed', () => {
    const script = path.join(root, 'scripts/apexVerify.ts');
    const { status, stdout } = spawnSync(process.execPath, [script], { encoding: 'utf8', env: { PATH: '' } });
    expect([status, stdout]).toEqual([77, 'skipped: no Java\n']);
});
