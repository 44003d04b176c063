import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployFiles, type DeployResult } from '../../src/deploy/index.ts';

const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const number = (name: string): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><type>Number</type><precision>18</precision><scale>2</scale></fields>`;
const formula = (name: string, type: string, source: string, more = ''): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><type>${type}</type><formula>${source}</formula>${more}</fields>`;
const twoDigits = '<precision>18</precision><scale>2</scale>';

const pump = `<CustomObject ${xmlns}>
    <label>Pump</label><pluralLabel>Pumps</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
    <nameField><label>Name</label><type>Text</type></nameField>
    ${number('Flow__c')}
    ${formula('Doubled_Zero__c', 'Number', 'Flow__c * 2', `<formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs>${twoDigits}`)}
    ${formula('Doubled_Blank__c', 'Number', 'Flow__c * 2', `<formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>${twoDigits}`)}
    ${formula('Inverse__c', 'Number', '1 / Flow__c', twoDigits)}
    ${formula('Load__c', 'Percent', 'Flow__c / 200', twoDigits)}
    ${formula('Greeting__c', 'Text', '$Label.Greeting &amp; " " &amp; $User.Username &amp; " " &amp; $Profile.Name')}
    ${formula('Trusted__c', 'Checkbox', '$Permission.Trusted')}
    <validationRules><fullName>Flow_Needed</fullName><active>true</active><errorConditionFormula>AND(NOT($Permission.Trusted), ISBLANK(Flow__c), Name = "strict")</errorConditionFormula><errorMessage>A flow is needed.</errorMessage></validationRules>
</CustomObject>`;
const labels = `<CustomLabels ${xmlns}><labels><fullName>Greeting</fullName><language>en_US</language><protected>true</protected><shortDescription>Greeting</shortDescription><value>Hello</value></labels></CustomLabels>`;
const permission = `<CustomPermission ${xmlns}><isLicensed>false</isLicensed><label>Trusted</label></CustomPermission>`;
const permissionSet = `<PermissionSet ${xmlns}><customPermissions><enabled>true</enabled><name>Trusted</name></customPermissions><hasActivationRequired>false</hasActivationRequired><label>Trusted</label></PermissionSet>`;
const manifest = (types: Readonly<Record<string, string>>): string =>
    `<Package ${xmlns}>${Object.entries(types)
        .map(([type, member]) => `<types><members>${member}</members><name>${type}</name></types>`)
        .join('')}<version>66.0</version></Package>`;

function deploy(org: LocalOrg, files: Readonly<Record<string, string>>): DeployResult {
    return deployFiles(
        org,
        Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
    );
}

describe('formulas of records', () => {
    let org: LocalOrg;

    beforeEach(() => {
        org = createOrg();
        const deployed = deploy(org, {
            'package.xml': manifest({
                CustomObject: 'Pump__c',
                CustomLabel: 'Greeting',
                CustomPermission: 'Trusted',
                PermissionSet: 'Trusted'
            }),
            'objects/Pump__c.object': pump,
            'labels/CustomLabels.labels': labels,
            'customPermissions/Trusted.customPermission': permission,
            'permissionsets/Trusted.permissionset': permissionSet
        });
        if (!deployed.success) throw new Error(JSON.stringify(deployed.details.componentFailures, undefined, 1));
    });
    afterEach(() => org.stop());

    const save = (fields: Record<string, string | number | null>) =>
        org.records.insert(org.userExecution(org.users.admin), 'Pump__c', [{ Name: 'P', ...fields }])[0];
    const read = (id: string | null | undefined) =>
        org.records.retrieve(org.userExecution(org.users.admin), 'Pump__c', id ?? '');
    const trust = (): void => {
        const [set] = org.records.query(
            org.systemExecution(),
            "SELECT Id FROM PermissionSet WHERE Name = 'Trusted'"
        ).records;
        const row = { AssigneeId: org.users.admin, PermissionSetId: String(set?.['Id']) };
        org.records.insert(org.systemExecution(), 'PermissionSetAssignment', [row]);
    };

    it('reads a formula that divides by zero as blank, and saves the record', () => {
        expect(read(save({ Flow__c: 0 })?.id)).toMatchObject({ Inverse__c: null, Flow__c: 0 });
        expect(read(save({ Flow__c: 4 })?.id)).toMatchObject({ Inverse__c: 0.25 });
    });

    it('reads blank numbers as the field says', () => {
        expect(read(save({})?.id)).toMatchObject({ Doubled_Zero__c: 0, Doubled_Blank__c: null });
        expect(read(save({ Flow__c: 4 })?.id)).toMatchObject({ Doubled_Zero__c: 8, Doubled_Blank__c: 8 });
    });

    it('shows a percent formula as percent', () => {
        expect(read(save({ Flow__c: 50 })?.id)).toMatchObject({ Load__c: 25 });
    });

    it('reads global variables, also in a query', () => {
        const greeting = 'Hello admin@local-org.test System Administrator';
        expect(read(save({})?.id)).toMatchObject({ Greeting__c: greeting, Trusted__c: false });
        trust();
        const soql = 'SELECT Greeting__c, Trusted__c FROM Pump__c';
        expect(org.records.query(org.userExecution(org.users.admin), soql).records).toMatchObject([
            { Greeting__c: greeting, Trusted__c: true }
        ]);
    });

    it('keeps numbers blank in validation rules and asks for permissions', () => {
        expect(save({ Name: 'strict' })).toMatchObject({
            success: false,
            errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'A flow is needed.' }]
        });
        trust();
        expect(save({ Name: 'strict' })).toMatchObject({ success: true });
    });

    it.each(['$Label.Nothing', 'TEXT($Permission.Nothing)', '$CustomMetadata.Nothing__mdt.A.B__c'])(
        'does not deploy a formula on %s',
        (source) => {
            const field = formula('Wrong__c', 'Text', source);
            const result = deploy(org, {
                'package.xml': manifest({ CustomField: 'Pump__c.Wrong__c' }),
                'objects/Pump__c.object': `<CustomObject ${xmlns}>${field}</CustomObject>`
            });
            expect(result.details.componentFailures).toMatchObject([
                { fullName: 'Pump__c.Wrong__c', problem: expect.stringContaining('Nothing') }
            ]);
        }
    );
});
