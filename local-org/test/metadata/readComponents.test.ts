import type { CustomField, CustomMetadata, ListView } from '@salesforce/types/metadata';
import { loadMetadataTypes, loadSchemaTable, placeOf, readComponents } from '../../src/metadata/index.ts';
import type { ReadComponents } from '../../src/metadata/index.ts';

const types = loadMetadataTypes();
const table = loadSchemaTable();
const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function read(files: Readonly<Record<string, string>>): ReadComponents {
    const entries = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
    return readComponents(types, table, entries);
}

function messages(result: ReadComponents): string[] {
    return result.problems.map(
        (one) => `${one.path}:${one.line}:${one.column} ${one.type} ${one.fullName}: ${one.message}`
    );
}

const object = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject ${namespace}>
    <fields>
        <fullName>Serial__c</fullName>
        <externalId>1</externalId>
        <label>Serial &amp; more</label>
        <length>80</length>
        <type>Text</type>
    </fields>
    <fields>
        <fullName>Hours__c</fullName>
        <label>Hours</label>
        <precision>18</precision>
        <scale>1</scale>
        <type>Number</type>
    </fields>
    <listViews>
        <fullName>All</fullName>
        <columns>NAME</columns>
        <columns>Serial__c</columns>
        <filterScope>Everything</filterScope>
        <label>All</label>
    </listViews>
    <label>Gadget</label>
</CustomObject>
`;

describe('reading components', () => {
    it('makes the parts of an object components of their own, with typed content and places', () => {
        const { components, problems } = read({ 'objects/Gadget__c.object': object });
        expect(problems).toEqual([]);
        expect(components.map((one) => `${one.type} ${one.fullName} ${one.line}:${one.column}`)).toEqual([
            'CustomObject Gadget__c 2:1',
            'CustomField Gadget__c.Serial__c 3:5',
            'CustomField Gadget__c.Hours__c 10:5',
            'ListView Gadget__c.All 17:5'
        ]);
        const [, serial, , view] = components;
        expect(serial?.content).toMatchObject({
            externalId: true,
            label: 'Serial & more',
            length: 80
        } satisfies Partial<CustomField>);
        expect((view?.content as ListView).columns).toEqual(['NAME', 'Serial__c']);
        expect((view?.content as ListView).filters).toEqual([]);
        expect(placeOf(serial?.content, 'length')).toEqual({ line: 7, column: 9 });
    });

    it('names file, line, column and the likely meant word for what the schema does not allow', () => {
        const damaged = object
            .replace('<scale>1</scale>', '<scal>1</scal>')
            .replace('>Number<', '>Numbr<')
            .replace('>80<', '>eighty<')
            .replace('>1<', '>maybe<');
        expect(messages(read({ 'objects/Gadget__c.object': damaged }))).toEqual([
            "objects/Gadget__c.object:5:9 CustomField Gadget__c.Serial__c: 'maybe' is not a valid value for the type xsd:boolean in externalId",
            "objects/Gadget__c.object:7:9 CustomField Gadget__c.Serial__c: 'eighty' is not a valid number in length",
            "objects/Gadget__c.object:14:9 CustomField Gadget__c.Hours__c: Property 'scal' not valid in type CustomField (did you mean 'scale'?)",
            "objects/Gadget__c.object:15:9 CustomField Gadget__c.Hours__c: 'Numbr' is not a valid value for the enum 'FieldType' (did you mean 'Number'?)"
        ]);
    });

    it('refuses a repeated single element, a repeated list in two places, and a missing required element', () => {
        const rule = `<PermissionSet ${namespace}>
    <fieldPermissions><editable>true</editable><field>A.B__c</field></fieldPermissions>
    <label>One</label>
    <label>Two</label>
    <fieldPermissions><field>A.C__c</field><readable>true</readable></fieldPermissions>
</PermissionSet>`;
        expect(
            messages(read({ 'permissionsets/P.permissionset': rule })).map((one) => one.replace(/^.*P: /, ''))
        ).toEqual([
            'Element label is duplicated at this location in type PermissionSet',
            'Element fieldPermissions is duplicated at this location in type PermissionSet'
        ]);
        const missing = rule.replace('<editable>true</editable>', '').replace('    <label>Two</label>\n', '');
        expect(messages(read({ 'permissionsets/P.permissionset': missing }))).toContain(
            'permissionsets/P.permissionset:2:5 PermissionSet P: Required field is missing: editable in type PermissionSetFieldPermissions'
        );
    });

    it('reads the values of custom metadata by their xsi:type', () => {
        const record = `<CustomMetadata ${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>Oil</label>
    <values><field>Active__c</field><value xsi:type="xsd:boolean">true</value></values>
    <values><field>Limit__c</field><value xsi:type="xsd:double">65.0</value></values>
    <values><field>Unit__c</field><value xsi:nil="true"/></values>
    <values><field>Code__c</field><value xsi:type="xsd:string">007</value></values>
</CustomMetadata>`;
        const [component] = read({ 'customMetadata/Signal.Oil.md': record }).components;
        expect(component?.fullName).toBe('Signal.Oil');
        expect((component?.content as CustomMetadata).values).toEqual([
            { field: 'Active__c', value: true },
            { field: 'Limit__c', value: 65 },
            { field: 'Unit__c', value: null },
            { field: 'Code__c', value: '007' }
        ]);
    });

    it('collects bundles, content files and encoded names', () => {
        const layout = `<Layout ${namespace}/>`;
        const { components, problems } = read({
            'lwc/tree/tree.js': 'export default 1;',
            'lwc/tree/tree.html': '<template></template>',
            'lwc/tree/tree.js-meta.xml': `<LightningComponentBundle ${namespace}><isExposed>true</isExposed></LightningComponentBundle>`,
            'staticresources/svg.resource': 'x',
            'staticresources/svg.resource-meta.xml': `<StaticResource ${namespace}><cacheControl>Public</cacheControl><contentType>image/svg+xml</contentType></StaticResource>`,
            'layouts/Asset-Asset%20Layout.layout': layout
        });
        expect(problems).toEqual([]);
        expect(components.map((one) => [one.type, one.fullName, one.files.length])).toEqual([
            ['LightningComponentBundle', 'tree', 3],
            ['StaticResource', 'svg', 2],
            ['Layout', 'Asset-Asset Layout', 1]
        ]);
    });

    it('tells of XML that is not well-formed, of a wrong root and of a missing -meta.xml', () => {
        expect(
            messages(
                read({
                    'flows/A.flow': '<Flow>\n  <label>x</lable>\n</Flow>',
                    'flows/B.flow': `<Layout ${namespace}/>`,
                    'classes/C.cls': 'class C {}',
                    'flows/D.flow': ''
                })
            )
        ).toEqual([
            'flows/A.flow:2:18 Flow A: Error parsing file: unexpected close tag.',
            'flows/B.flow:1:1 Flow B: Expected the root element Flow, but found Layout',
            'classes/C.cls:1:1 ApexClass C: The file classes/C.cls has no -meta.xml beside it',
            'flows/D.flow:1:1 Flow D: Error parsing file: document must contain a root element.'
        ]);
    });

    it('leaves files of no known type out and says so', () => {
        const { problems } = read({ 'bots/Helper.bot': '<Bot/>' });
        expect(problems).toMatchObject([{ fullName: 'bots', severity: 'warning' }]);
    });
});
