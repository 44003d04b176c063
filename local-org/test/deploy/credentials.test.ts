import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { zipOf, type Files } from './project.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const named = 'namedCredentials/Plant.namedCredential';
const external = 'externalCredentials/Plant.externalCredential';
const permissions = 'permissionsets/Caller.permissionset';

const sound: Files = {
    [named]: `<NamedCredential ${namespace}><label>Plant</label>
        <namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType>
        <parameterValue>https://plant.example</parameterValue></namedCredentialParameters>
        <namedCredentialParameters><externalCredential>Plant</externalCredential>
        <parameterName>ExternalCredential</parameterName><parameterType>Authentication</parameterType>
        </namedCredentialParameters><namedCredentialType>SecuredEndpoint</namedCredentialType></NamedCredential>`,
    [external]: `<ExternalCredential ${namespace}><authenticationProtocol>Custom</authenticationProtocol>
        <externalCredentialParameters><parameterGroup>Bridge</parameterGroup><parameterName>Bridge</parameterName>
        <parameterType>NamedPrincipal</parameterType><sequenceNumber>1</sequenceNumber></externalCredentialParameters>
        <label>Plant</label></ExternalCredential>`,
    [permissions]: `<PermissionSet ${namespace}><externalCredentialPrincipalAccesses><enabled>true</enabled>
        <externalCredentialPrincipal>Plant-Bridge</externalCredentialPrincipal></externalCredentialPrincipalAccesses>
        <label>Caller</label></PermissionSet>`,
    'package.xml': `<Package ${namespace}>
        <types><members>Plant</members><name>NamedCredential</name></types>
        <types><members>Plant</members><name>ExternalCredential</name></types>
        <types><members>Caller</members><name>PermissionSet</name></types><version>66.0</version></Package>`
};

describe('named and external credentials', () => {
    const tables = loadMetadataTables();
    let org: LocalOrg;

    beforeEach(() => {
        org = createOrg();
    });

    afterEach(() => org.stop());

    /** What the deployment says when a text in a file is another one. */
    function problems(file: string, from: string, to: string): string[] {
        const files = { ...sound, [file]: sound[file]!.replace(from, to) };
        const { details } = deployZip(org, zipOf(files), {}, { tables });
        return details.componentFailures.map(({ componentType, problem }) => `${componentType}: ${problem}`);
    }

    test('deploy', () => {
        expect(problems(named, '', '')).toEqual([]);
        expect(org.registry.get('NamedCredential', 'Plant')).toBeDefined();
    });

    test.each([
        [
            named,
            '<externalCredential>Plant<',
            '<externalCredential>Plnt<',
            "NamedCredential: In field: externalCredential - no ExternalCredential named Plnt found (did you mean 'Plant'?)"
        ],
        [
            named,
            '<parameterValue>https://plant.example</parameterValue>',
            '',
            'NamedCredential: A secured endpoint needs a parameter of type Url'
        ],
        [
            permissions,
            'Plant-Bridge',
            'Plant-Brdge',
            "PermissionSet: In field: externalCredentialPrincipal - no ExternalCredentialPrincipal named Plant-Brdge found (did you mean 'Plant-Bridge'?)"
        ]
    ])('refuse in %s %s', (file, from, to, problem) => {
        expect(problems(file, from, to)).toEqual([problem]);
    });
});
