import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allFiles } from '../lib/generate/allFiles.ts';
import { staleFiles, writeFiles } from '../lib/generate/generatedFile.ts';
import { runCompiler } from '../lib/typescript.ts';
import { metadata, projectFolder } from './projectFolder.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const CORE = 'force-app/core/main/default';

const field = (name: string, content: string): string =>
    metadata('CustomField', `<fullName>${name}</fullName><label>${name}</label>${content}`);

const FILES = {
    'sfdx-project.json': JSON.stringify({
        packageDirectories: [{ path: 'force-app/core' }, { path: 'force-app/field-service' }]
    }),
    [`${CORE}/objects/Asset/fields/Health__c.field-meta.xml`]: field(
        'Health__c',
        '<type>Number</type><precision>3</precision><scale>0</scale><description>0 | 100</description>'
    ),
    [`${CORE}/objects/Alarm__c/Alarm__c.object-meta.xml`]: metadata(
        'CustomObject',
        '<label>Alarm</label><description>One episode of one alarm</description>'
    ),
    [`${CORE}/objects/Alarm__c/fields/Asset__c.field-meta.xml`]: field(
        'Asset__c',
        '<type>Lookup</type><referenceTo>Asset</referenceTo><description>Machine in alarm</description>'
    ),
    [`${CORE}/objects/Alarm__c/fields/State__c.field-meta.xml`]: field(
        'State__c',
        `<type>Picklist</type><required>true</required><description>State</description>
         <valueSet><valueSetDefinition><value><fullName>Normal</fullName></value></valueSetDefinition></valueSet>`
    ),
    [`${CORE}/objects/Alarm__c/fields/Is_Active__c.field-meta.xml`]: field(
        'Is_Active__c',
        '<type>Checkbox</type><formula>TRUE</formula><description>Stands</description>'
    ),
    [`${CORE}/labels/CustomLabels.labels-meta.xml`]: metadata(
        'CustomLabels',
        '<labels><fullName>Tree_Title</fullName></labels>'
    ),
    [`${CORE}/messageChannels/Chosen.messageChannel-meta.xml`]: metadata(
        'LightningMessageChannel',
        '<lightningMessageFields><fieldName>recordId</fieldName></lightningMessageFields>'
    ),
    [`${CORE}/staticresources/Twin.resource-meta.xml`]: metadata('StaticResource', ''),
    [`${CORE}/customPermissions/Edit_Tree.customPermission-meta.xml`]: metadata('CustomPermission', ''),
    [`${CORE}/lwc/tree/tree.js-meta.xml`]: metadata('LightningComponentBundle', ''),
    'force-app/field-service/main/default/lwc/calendar/calendar.js-meta.xml': metadata('LightningComponentBundle', '')
};

async function generate(files: Readonly<Record<string, string>> = FILES) {
    const project = await projectFolder(files);
    await cp(
        path.join(repository, 'local-org/data/sobjects-65.json'),
        path.join(project.root, 'local-org/data/sobjects-65.json')
    );
    const generated = await allFiles(project.root);
    const contentOf = (name: string): string => generated.find((file) => file.path === name)?.content ?? '';
    return { ...project, generated, contentOf };
}

describe('generated files', () => {
    it('list a compiler path per bundle of every package directory that has a script', async () => {
        const styles = {
            [`${CORE}/lwc/marks/marks.js-meta.xml`]: metadata('LightningComponentBundle', ''),
            [`${CORE}/lwc/marks/marks.css`]: '.mark { margin: 0; }'
        };
        await using project = await generate({ ...FILES, ...styles });
        expect(JSON.parse(project.contentOf('config/tsconfig.paths.json'))).toEqual({
            compilerOptions: {
                paths: {
                    'c/tree': [`../${CORE}/lwc/tree/tree.ts`],
                    'c/calendar': ['../force-app/field-service/main/default/lwc/calendar/calendar.ts'],
                    'jest/*': ['./jest/*']
                }
            }
        });
    });

    it('declare labels, resources, permissions and channels that exist', async () => {
        await using project = await generate();
        expect(project.contentOf('config/types/generated/labels.d.ts')).toContain("'@salesforce/label/c.Tree_Title'");
        const tokens = project.contentOf('config/types/generated/tokens.d.ts');
        expect(tokens).toContain("'@salesforce/resourceUrl/Twin' { const token: string;");
        expect(tokens).toContain("'@salesforce/customPermission/Edit_Tree' { const token: true | undefined;");
        expect(tokens).toContain(
            "'@salesforce/messageChannel/Chosen__c' { const token: SalesforceMessageChannel<'recordId'>"
        );
    });

    it('describe objects and fields from their metadata', async () => {
        await using project = await generate();
        const page = project.contentOf('docs/reference/objects.md');
        expect(page).toContain(
            '## Alarm__c (Alarm)\n\nPackage directory `force-app/core`.\n\nOne episode of one alarm\n'
        );
        expect(page).toContain('| `Asset__c` | Asset__c | Lookup(Asset) | Machine in alarm |');
        expect(page).toContain('| `Is_Active__c` | Is_Active__c | Formula (Checkbox) | Stands |');
        expect(page).toContain('| `State__c` | State__c | Picklist, required | State Values: Normal. |');
        expect(page).toContain('| `Health__c` | Health__c | Number(3, 0) | 0 \\| 100 |');
    });

    it('make a field that does not exist a compile error', async () => {
        await using project = await generate();
        await writeFiles(project.root, project.generated);
        const ambient = path.join(repository, 'config/types/uiApi.d.ts');
        await writeFile(path.join(project.root, 'uiApi.d.ts'), await readFile(ambient, 'utf8'));
        const imports = ['Asset.Health__c', 'Asset.Name', 'Alarm__c', 'Alarm__c.Asset__r.Health__c', 'Asset.Nope__c'];
        const lines = imports.map(
            (name, index) => `export { default as f${index} } from '@salesforce/schema/${name}';`
        );
        await writeFile(path.join(project.root, 'use.ts'), lines.join('\n'));
        const files = ['use.ts', 'uiApi.d.ts', 'config/types/generated/schema.d.ts'];
        const compilerOptions = {
            noEmit: true,
            skipLibCheck: true,
            types: [],
            target: 'esnext',
            moduleResolution: 'bundler'
        };
        await writeFile(path.join(project.root, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
        const { problems } = await runCompiler(project.root, 'tsconfig.json');
        expect(problems).toEqual([expect.stringContaining("'@salesforce/schema/Asset.Nope__c'")]);
    });

    it('are stale until they are written, and when a source changes', async () => {
        await using project = await generate();
        expect(await staleFiles(project.root, project.generated)).toHaveLength(project.generated.length);
        await writeFiles(project.root, project.generated);
        expect(await staleFiles(project.root, project.generated)).toEqual([]);
        const labels = path.join(project.root, `${CORE}/labels/CustomLabels.labels-meta.xml`);
        await writeFile(labels, metadata('CustomLabels', '<labels><fullName>Other</fullName></labels>'));
        const stale = await staleFiles(project.root, await allFiles(project.root));
        expect(stale).toEqual(['config/types/generated/labels.d.ts']);
    });

    it('name the metadata file that is no XML', async () => {
        const broken = { ...FILES, [`${CORE}/labels/CustomLabels.labels-meta.xml`]: '<CustomLabels>' };
        await expect(generate(broken)).rejects.toThrow('CustomLabels.labels-meta.xml is not well-formed XML');
    });
});
