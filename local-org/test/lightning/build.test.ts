import path from 'node:path';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import type { MetadataComponent } from '../../src/metadata/component.ts';
import { LightningBuilder, LightningBuildError, type BuildProblem } from '../../src/lightning/build/index.ts';
import { scriptsToPreload } from '../../src/lightning/preload.ts';
import { createPlant, type Plant } from './plant.ts';

const cacheFolder = path.resolve('.cache/lightning');

/** A bundle whose script is given; other files by name. */
const bundle = (name: string, script: string, files: Record<string, string> = {}): MetadataComponent =>
    bundleOf(name, { [`${name}.js`]: script, ...files });

function bundleOf(name: string, files: Readonly<Record<string, string>>): MetadataComponent {
    return {
        type: 'LightningComponentBundle',
        fullName: name,
        path: `lwc/${name}/${name}.js-meta.xml`,
        line: 1,
        column: 1,
        content: {},
        files: Object.entries(files).map(([file, text]) => ({
            path: `lwc/${name}/${file}`,
            bytes: new TextEncoder().encode(text)
        }))
    };
}

describe('the build of the browser side', () => {
    let org: LocalOrg;
    let builder: LightningBuilder;

    beforeAll(() => {
        org = createOrg();
        builder = new LightningBuilder(cacheFolder, '/lightning/assets/vendor');
    });

    afterAll(async () => {
        await builder.stop();
        org.stop();
    });

    function build(...bundles: MetadataComponent[]) {
        const own = org.registry;
        const registry = {
            get: own.get.bind(own),
            all: own.all.bind(own),
            list: (type: string) => (type === 'LightningComponentBundle' ? bundles : own.list(type))
        };
        return builder.app({ registry, schema: org.schema });
    }

    async function problems(script: string, files: Record<string, string> = {}): Promise<readonly BuildProblem[]> {
        const error: unknown = await build(bundle('card', script, files)).then(
            () => undefined,
            (thrown: unknown) => thrown
        );
        if (!(error instanceof LightningBuildError)) throw new Error('The build has not been refused.');
        return error.problems;
    }

    const component = `import { LightningElement } from 'lwc';\nexport default class Card extends LightningElement {}\n`;

    test('turns each component into a file of its own', async () => {
        const app = await build(bundle('card', component, { 'card.html': '<template><p>Hello card</p></template>' }));
        const file = Object.keys(app.files).find((name) => name.startsWith('card-'));
        expect(app.files[file ?? '']).toContain('Hello card');
        expect(app.entries['c/card']).toBe(file);
        expect(app.vendor.imports['lightning/card']).toMatch(/^\/lightning\/assets\/vendor\/\w+\/lightning-card\.js$/);
    }, 60_000);

    test('knows every script that a page with the component needs', async () => {
        const markup = '<template><lightning-card title="Card"></lightning-card></template>';
        const app = await build(bundle('card', component, { 'card.html': markup }));
        const scripts = scriptsToPreload(app, ['c/card', 'c/nope']);
        const files = scripts.map((address) => address.split('/').at(-1) ?? '');
        expect(files).toContain('main.js');
        expect(files).toContain('lightning-card.js');
        expect(files).toContain(app.entries['c/card']);
        expect(files.join(' ')).not.toContain('datatable');
        // A file that another one of the list imports is in the list too.
        const listed = new Set(files);
        const imported = files.flatMap((file) => app.graph[file] ?? []).map((name) => app.vendor.imports[name] ?? name);
        expect(imported.filter((name) => !listed.has(name.split('/').at(-1) ?? ''))).toEqual([]);
        expect(scriptsToPreload(app, [])).not.toContain(app.entries['c/card']);
    });

    test('has a new version when a bundle changes, and the same one when nothing does', async () => {
        const first = await build(bundle('card', component));
        const again = await build(bundle('card', component));
        const changed = await build(bundle('card', component, { 'card.css': 'p { color: red; }' }));
        expect(again.version).toBe(first.version);
        expect(changed.version).not.toBe(first.version);
    });

    test('lets a stylesheet import a module of CSS alone', async () => {
        const app = await build(
            bundleOf('marks', { 'marks.css': '.mark { color: rebeccapurple; }' }),
            bundle('card', component, {
                'card.html': '<template><p class="mark">Hello card</p></template>',
                'card.css': "@import 'c/marks';\n.mark { margin: 0; }"
            })
        );
        const file = Object.keys(app.files).find((name) => name.startsWith('card-')) ?? '';
        expect(app.files[file]).toMatch(/rebeccapurple[\s\S]*margin/);
    });

    test.each([
        ['c/nope', 'There is no component c/nope.'],
        ['c/card', 'c/card is no module of CSS alone.']
    ])('refuses a stylesheet that imports %s', async (specifier, message) => {
        const found = await problems(component, { 'card.css': `@import '${specifier}';` });
        expect(found).toEqual([{ bundle: 'card', file: 'lwc/card/card.css', line: 1, column: 10, message }]);
    });

    test.each([
        ['@salesforce/label/c.Nope', 'There is no custom label c.Nope.'],
        ['@salesforce/schema/Asset.Nope__c', 'There is no field Nope__c on Asset.'],
        ['@salesforce/schema/Asset.Account.Nope', 'There is no field Nope on Account.'],
        ['@salesforce/schema/Asset.Nope.Name', 'There is no relationship Nope on Asset.'],
        ['@salesforce/schema/Nope__c', 'There is no object Nope__c.'],
        ['@salesforce/resourceUrl/nope', 'There is no static resource nope.'],
        ['@salesforce/messageChannel/Nope__c', 'There is no message channel Nope__c.'],
        ['@salesforce/customPermission/Nope', 'There is no custom permission Nope.'],
        ['@salesforce/user/Name', '@salesforce/user/Name does not exist; there are Id and isGuest.'],
        ['@salesforce/community/Id', '@salesforce/community/Id is not supported by the local org.'],
        ['lightning/nope', 'There is no module lightning/nope, or the local org does not support it.'],
        ['c/nope', 'There is no component c/nope.']
    ])('refuses an import of %s with its place', async (specifier, message) => {
        const found = await problems(`// first line\nimport value from '${specifier}';\nexport default value;\n`);
        expect(found).toEqual([{ bundle: 'card', file: 'lwc/card/card.js', line: 2, column: 20, message }]);
    });

    test.each([
        '@salesforce/schema/Asset.Account.Name',
        '@salesforce/user/Id',
        '@salesforce/i18n/timeZone',
        '@salesforce/client/formFactor',
        '@salesforce/apex/Machines.list',
        '@salesforce/apex',
        'lightning/uiRecordApi',
        'lightning/messageService'
    ])('resolves an import of %s', async (specifier) => {
        await expect(
            build(bundle('card', `import * as all from '${specifier}';\nexport default all;\n`))
        ).resolves.toBeDefined();
    });

    test('names file and line of a template that does not compile', async () => {
        const [problem] = await problems(component, { 'card.html': '<template>\n    <p>{a + }</p>\n</template>' });
        expect(problem).toMatchObject({ bundle: 'card', file: 'lwc/card/card.html', line: 2 });
        expect(problem?.message).toContain('LWC1');
    });

    test('names the file of a relative import that does not exist', async () => {
        const [problem] = await problems(`import './nope';\n${component}`);
        expect(problem).toMatchObject({ bundle: 'card', file: 'lwc/card/card.js' });
    });

    test('asks for compiled TypeScript', async () => {
        const only = { ...bundle('card', ''), files: [{ path: 'lwc/card/card.html', bytes: new Uint8Array() }] };
        await expect(build(only)).rejects.toThrow('Bundle card has no card.js. Compile its TypeScript');
    });
});

describe('the pages', () => {
    let plant: Plant;

    beforeAll(async () => {
        plant = await createPlant();
    });

    afterAll(async () => {
        await plant.server.close();
        plant.org.stop();
    });

    const asBrowser = { accept: 'text/html' };

    test('ask for a sign-in and come back to the page', async () => {
        const url = `/lightning/r/Machine__c/${plant.machineId}/view`;
        const refused = await plant.server.inject({ url, headers: asBrowser });
        expect([refused.statusCode, refused.headers.location]).toEqual([
            302,
            `/lightning/login?startURL=${encodeURIComponent(url)}`
        ]);
        const wrong = await plant.server.inject({ url: '/lightning/login?sid=wrong', headers: asBrowser });
        expect([wrong.statusCode, wrong.body]).toEqual([401, expect.stringContaining('unknown or has expired')]);
        const right = await plant.server.inject({ url: `/lightning/login?sid=${plant.token}&startURL=${url}` });
        expect([right.statusCode, right.headers.location]).toEqual([303, url]);
        expect([right.headers['set-cookie']].flat()[0]).toMatch(/^sid=.+; Path=\/; HttpOnly; SameSite=Strict$/);
    });

    test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])('never lead to %s', async (target) => {
        const url = `/lightning/login?sid=${plant.token}&startURL=${encodeURIComponent(target)}`;
        expect((await plant.server.inject({ url })).headers.location).toBe('/lightning/page/home');
    });

    test('are for administrators when they are part of Setup', async () => {
        const profile = plant.org.records.query(
            plant.org.systemExecution(),
            "SELECT Id FROM Profile WHERE Name != 'System Administrator' LIMIT 1"
        );
        const userId = plant.insert('User', {
            LastName: 'Agent',
            Username: 'agent@example.com',
            Email: 'agent@example.com',
            Alias: 'agent',
            ProfileId: String(profile.records[0]?.Id),
            TimeZoneSidKey: 'Europe/Berlin',
            LocaleSidKey: 'en_US',
            EmailEncodingKey: 'UTF-8',
            LanguageLocaleKey: 'en_US'
        });
        const cookie = `sid=${encodeURIComponent(plant.org.auth.openSession(userId).accessToken)}`;
        const setup = await plant.server.inject({ url: '/lightning/model/setup/limits', headers: { cookie } });
        expect(setup.statusCode).toBe(403);
        const switching = await plant.server.inject({
            method: 'POST',
            url: '/lightning/session/user',
            headers: { cookie },
            payload: { userId: plant.org.settings.users.admin }
        });
        expect(switching.statusCode).toBe(403);
    });

    test('keep static files inside their folders', async () => {
        const reply = await plant.server.inject({ url: '/lightning/assets/slds/..%2f..%2fpackage.json' });
        expect(reply.statusCode).toBe(404);
    });

    test('say by name that Apex is not there', async () => {
        const cookie = `sid=${encodeURIComponent(plant.token)}`;
        const reply = await plant.server.inject({
            method: 'POST',
            url: '/lightning/apex/Machines/list',
            headers: { cookie },
            payload: {}
        });
        expect([reply.statusCode, reply.json()[0].message]).toEqual([501, expect.stringContaining('Machines.list')]);
    });
});
