import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployFiles, deployProject, loadMetadataTables } from '../../src/deploy/index.ts';
import { readDeployment } from '../../src/deploy/readDeployment.ts';
import { readSource } from '../../src/deploy/readSource.ts';
import { projectFiles } from '../../src/deploy/sourceProject.ts';
import { createFlowAutomation } from '../../src/flow/index.ts';

const projectDir = path.resolve('.');
const tables = loadMetadataTables();

/** A field's own name in its file, its qualified name elsewhere. */
const withoutName = (content: unknown): unknown => ({ ...(content as object), fullName: undefined });

describe('deploying our own package', () => {
    let org: LocalOrg;
    beforeEach(() => {
        org = createOrg({ automation: createFlowAutomation });
    });
    afterEach(() => org.stop());

    it('succeeds, and the second time changes nothing', async () => {
        const first = await deployProject(org, projectDir, { tables });
        expect(first).toMatchObject({ status: 'Succeeded', numberComponentErrors: 0 });
        expect(org.registry.get('CustomField', 'Alarm__c.Work_Order__c')).toBeDefined();
        expect(org.schema.object('Asset')?.field('Device_Id__c')?.externalId).toBe(true);
        const second = deployFiles(org, await projectFiles(projectDir), {}, { tables });
        const changed = second.details.componentSuccesses.filter((one) => one.changed && one.componentType !== '');
        expect(changed).toEqual([]);
    });

    it('deploys core without Field Service', async () => {
        const result = await deployProject(org, projectDir, { tables, folders: ['force-app/core'] });
        expect(result.success).toBe(true);
        expect(org.registry.get('CustomField', 'Alarm__c.Work_Order__c')).toBeUndefined();
    });

    it('names everything that is missing when Field Service comes without core', async () => {
        await expect(deployProject(org, projectDir, { tables, folders: ['force-app/field-service'] })).rejects.toThrow(
            /CustomField Alarm__c\.Work_Order__c: .*Alarm__c/
        );
        expect(org.registry.all()).toEqual([]);
    });

    it('reads the same from source files as from the converted deployment', async () => {
        const deployed = readDeployment(tables, await projectFiles(projectDir));
        const source = readSource(tables, projectDir);
        expect([...deployed.problems, ...source.problems]).toEqual([]);
        const byName = new Map(deployed.upserts.map((one) => [`${one.type} ${one.fullName}`, one]));
        // The labels of two package directories are one component of the org.
        // A language has a file in both; the converter sends the last, which therefore holds the texts of both.
        const bySource = new Map(source.components.map((one) => [`${one.type} ${one.fullName}`, one]));
        expect([...bySource.keys()].sort()).toEqual([...byName.keys()].sort());
        const differing = [...bySource.values()].filter((one) => {
            const other = byName.get(`${one.type} ${one.fullName}`);
            return !isDeepStrictEqual(withoutName(one.content), withoutName(other?.content));
        });
        expect(differing.map((one) => one.fullName)).toEqual([]);
    });
});
