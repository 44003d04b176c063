import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildLwc } from '../lib/lwc/build.ts';
import { metadata, projectFolder } from './projectFolder.ts';

const LWC = 'force-app/core/main/default/lwc';
const BUNDLE = metadata('LightningComponentBundle', '');

const PROJECT = {
    'sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'force-app/core' }] }),
    'config/tsconfig.lwc.json': JSON.stringify({
        compilerOptions: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, types: [] },
        include: ['../force-app/**/lwc/**/*.ts']
    }),
    [`${LWC}/age/age.ts`]: 'export const age = (time: number): number => Date.now() - time;\n',
    [`${LWC}/age/age.js-meta.xml`]: BUNDLE
};

describe('buildLwc', () => {
    it('compiles in place and removes what lost its source', async () => {
        await using project = await projectFolder({ ...PROJECT, [`${LWC}/age/deleted.js`]: 'export {};' });
        expect(await buildLwc(project.root)).toBe(1);
        const script = await readFile(path.join(project.root, LWC, 'age/age.js'), 'utf8');
        expect(script).toBe('export const age = (time) => Date.now() - time;\n');
        expect(existsSync(path.join(project.root, LWC, 'age/deleted.js'))).toBe(false);
    });

    it('refuses a bundle that ends up without its script', async () => {
        await using project = await projectFolder({ ...PROJECT, [`${LWC}/empty/empty.js-meta.xml`]: BUNDLE });
        await expect(buildLwc(project.root)).rejects.toMatchObject({
            problems: [`${LWC}/empty has no compiled script`]
        });
    });

    it('lists type errors', async () => {
        const broken = { ...PROJECT, [`${LWC}/age/age.ts`]: "export const age: number = 'old';\n" };
        await using project = await projectFolder(broken);
        await expect(buildLwc(project.root)).rejects.toThrow(/age\.ts\(1,14\): error TS2322/);
    });
});
