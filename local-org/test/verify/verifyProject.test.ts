import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { loadMetadataTables } from '../../src/deploy/index.ts';
import { createFlowAutomation } from '../../src/flow/index.ts';
import { formatFinding } from '../../src/verify/finding.ts';
import { verifyProject } from '../../src/verify/verifyProject.ts';

const core = 'force-app/core/main/default';
const tables = loadMetadataTables();

describe('verifying a project', () => {
    let projectDir: string;
    let org: LocalOrg;

    beforeEach(() => {
        projectDir = mkdtempSync(path.join(tmpdir(), 'verify-'));
        for (const name of ['force-app', 'sfdx-project.json', '.forceignore']) {
            cpSync(path.resolve(name), path.join(projectDir, name), { recursive: true });
        }
        org = createOrg({ automation: createFlowAutomation });
    });
    afterEach(() => {
        org.stop();
        rmSync(projectDir, { recursive: true });
    });

    const damage = (file: string, from: string | RegExp, to: string): void => {
        const name = path.join(projectDir, file);
        const text = readFileSync(name, 'utf8');
        const damaged = text.replace(from, to);
        expect(damaged).not.toBe(text);
        writeFileSync(name, damaged);
    };

    const findings = async (): Promise<string[]> =>
        (await verifyProject(org, tables, projectDir)).findings.map(formatFinding);

    it('finds nothing in our own package', async () => {
        const { components, findings: found } = await verifyProject(org, tables, projectDir);
        expect(found.map(formatFinding)).toEqual([]);
        expect(components).toBeGreaterThan(300);
    });

    it('points into the source file for each kind of damage', async () => {
        damage(`${core}/objects/Asset/fields/Device_Id__c.field-meta.xml`, '<type>Text</type>', '<type>Txt</type>');
        expect(await findings()).toContainEqual(
            expect.stringMatching(
                new RegExp(
                    `^${core}/objects/Asset/fields/Device_Id__c.field-meta.xml:\\d+:5 CustomField Asset.Device_Id__c: 'Txt' is not a valid value .*did you mean 'Text'`
                )
            )
        );
    });

    it('finds a missing description, a missing fault path, a record id and the key of an app', async () => {
        damage(`${core}/objects/Asset/fields/Power__c.field-meta.xml`, /<description>.*<\/description>/, '');
        damage(`${core}/flows/Open_Case_For_Alarm.flow-meta.xml`, /<faultConnector>[\s\S]*?<\/faultConnector>/, '');
        damage(`${core}/labels/CustomLabels.labels-meta.xml`, /<value>/, '<value>02i5g00000AbCdEAAV ');
        damage(
            'force-app/external-client-app/main/default/extlClntAppGlobalOauthSets/IoT_Bridge_glbloauth.ecaGlblOauth-meta.xml',
            '<externalClientApplication>',
            '<consumerKey>3MVG9</consumerKey><externalClientApplication>'
        );
        const found = await findings();
        expect(found).toContainEqual(expect.stringContaining('consumerKey must not be in the sources'));
        expect(found).toContainEqual(expect.stringContaining('CustomField Asset.Power__c: has no description'));
        expect(found).toContainEqual(expect.stringMatching(/Open_Case_For_Alarm.*: The element \w+ has no fault path/));
        expect(found).toContainEqual(expect.stringContaining('The record id 02i5g00000AbCdEAAV holds in one org only'));
    });

    it('finds core reaching into Field Service', async () => {
        damage(
            `${core}/permissionsets/IoT_Admin.permissionset-meta.xml`,
            '<fieldPermissions>',
            '<fieldPermissions><editable>true</editable><field>Alarm__c.Work_Order__c</field><readable>true</readable></fieldPermissions>\n    <fieldPermissions>'
        );
        expect(await findings()).toEqual([
            expect.stringContaining('In field: field - no CustomField named Alarm__c.Work_Order__c found')
        ]);
    });
});
