import { callStart, element, FlowOrg, flowXml, variable } from './flowOrg.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const metadata = {
    'customPermissions/Anything.customPermission': `<?xml version="1.0" encoding="UTF-8"?><CustomPermission ${namespace}><isLicensed>false</isLicensed><label>Anything</label></CustomPermission>`,
    'labels/CustomLabels.labels': `<?xml version="1.0" encoding="UTF-8"?><CustomLabels ${namespace}><labels><fullName>Greeting</fullName><language>en_US</language><protected>false</protected><shortDescription>Greeting</shortDescription><value>Good day</value></labels></CustomLabels>`,
    'objects/Threshold__mdt.object': `<?xml version="1.0" encoding="UTF-8"?><CustomObject ${namespace}><fields><fullName>Limit__c</fullName><label>Limit</label><precision>18</precision><scale>2</scale><type>Number</type></fields><label>Threshold</label><pluralLabel>Thresholds</pluralLabel></CustomObject>`,
    'customMetadata/Threshold.Pump.md': `<?xml version="1.0" encoding="UTF-8"?><CustomMetadata ${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>Pump</label><protected>false</protected><values><field>Limit__c</field><value xsi:type="xsd:double">4.5</value></values></CustomMetadata>`
};

/** Runs a flow that answers one formula. */
function answer(expression: string, dataType: string): unknown {
    const bench = new FlowOrg();
    const scale = dataType === 'Number' ? '<scale>2</scale>' : '';
    bench.deploy({
        ...metadata,
        Answer: flowXml(
            callStart('Set') +
                element(
                    'assignments',
                    'Set',
                    '<assignmentItems><assignToReference>Result</assignToReference><operator>Assign</operator><value><elementReference>Value</elementReference></value></assignmentItems>'
                ) +
                `<formulas><name>Value</name><dataType>${dataType}</dataType><expression>${expression}</expression>${scale}</formulas>` +
                variable('Result', dataType, `<isOutput>true</isOutput>${scale}`)
        )
    });
    const [outcome] = bench.flows.run(bench.execution, 'Answer', [{}]);
    bench.stop();
    return outcome?.error ?? outcome?.outputs['Result'];
}

describe('global variables in flows', () => {
    it.each([
        { expression: '{!$Label.Greeting} &amp; "!"', dataType: 'String', value: 'Good day!' },
        { expression: '{!$CustomMetadata.Threshold__mdt.Pump.Limit__c} + 1', dataType: 'Number', value: 5.5 },
        { expression: 'LEFT({!$User.Id}, 3)', dataType: 'String', value: '005' },
        { expression: '{!$Organization.Name}', dataType: 'String', value: 'Local Org' },
        { expression: '{!$Permission.Anything}', dataType: 'Boolean', value: false },
        { expression: '{!$Flow.CurrentDate} + 1', dataType: 'Date', value: '2026-11-21' },
        {
            expression: '{!$Api.Partner_Server_URL_660}',
            dataType: 'String',
            value: 'http://localhost/services/Soap/u/66'
        }
    ])('$expression', ({ expression, dataType, value }) => {
        expect(answer(expression, dataType)).toBe(value);
    });
});
