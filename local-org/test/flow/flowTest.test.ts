import { assignItem, element, FlowOrg, flowXml, recordStart, reference, text, to } from './flowOrg.ts';

const flow = flowXml(
    recordStart('Case', 'RecordAfterSave', 'Is_Closed', '<recordTriggerType>Update</recordTriggerType>') +
        element(
            'assignments',
            'Remember',
            assignItem('Outcome', 'Assign', text('closed {!$Record.Subject}')) + to('Create_Task')
        ) +
        element(
            'decisions',
            'Is_Closed',
            `<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Now_Closed</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Record.Status</leftValueReference><operator>EqualTo</operator><rightValue>${text('Closed')}</rightValue></conditions><conditions><leftValueReference>$Record__Prior.Status</leftValueReference><operator>NotEqualTo</operator><rightValue>${text('Closed')}</rightValue></conditions>${to('Remember')}<label>Yes</label></rules>`
        ) +
        element(
            'recordCreates',
            'Create_Task',
            `<inputAssignments><field>Name</field><value>${reference('Outcome')}</value></inputAssignments><object>Account</object>`
        ) +
        '<variables><name>Outcome</name><dataType>String</dataType></variables>'
);

function test(updated: string, assertions: string): string {
    const record = (type: string, json: string): string =>
        `<parameters><leftValueReference>$Record</leftValueReference><type>${type}</type><value><sobjectValue>${json}</sobjectValue></value></parameters>`;
    return `<?xml version="1.0" encoding="UTF-8"?><FlowTest xmlns="http://soap.sforce.com/2006/04/metadata"><flowApiName>Close_Case</flowApiName><label>Test</label>
<testPoints><elementApiName>Start</elementApiName>${record('InputTriggeringRecordInitial', '{"Status":"New","Subject":"Pump"}')}${record('InputTriggeringRecordUpdated', updated)}</testPoints>
<testPoints>${assertions}<elementApiName>Finish</elementApiName></testPoints><testType>WithAssertion</testType></FlowTest>`;
}

function assertion(left: string, operator: string, right: string, message: string): string {
    return `<assertions><conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator><rightValue>${right}</rightValue></conditions><errorMessage>${message}</errorMessage></assertions>`;
}

describe('flow tests', () => {
    it('run the flow, compare, and leave nothing behind', () => {
        const bench = new FlowOrg();
        const visited = assertion(
            'Create_Task',
            'WasVisited',
            '<booleanValue>true</booleanValue>',
            'No account was made.'
        );
        bench.deploy({
            Close_Case: flow,
            'flowtests/Closes.flowtest': test(
                '{"Status":"Closed"}',
                assertion('Outcome', 'EqualTo', '<stringValue>closed Pump</stringValue>', 'Wrong.') + visited
            ),
            'flowtests/Stays_Open.flowtest': test(
                '{"Status":"Working"}',
                visited + assertion('Now_Closed', 'EqualTo', '<booleanValue>false</booleanValue>', 'Closed.')
            ),
            'flowtests/Wrong.flowtest': test(
                '{"Status":"Closed"}',
                assertion('Outcome', 'EqualTo', '<stringValue>open</stringValue>', 'It should be open.')
            )
        });
        expect(bench.flows.runTests().map(({ name, passed, failures }) => ({ name, passed, failures }))).toEqual([
            { name: 'Closes', passed: true, failures: [] },
            { name: 'Stays_Open', passed: false, failures: ['No account was made. Create_Task WasVisited is false.'] },
            {
                name: 'Wrong',
                passed: false,
                failures: ['It should be open. Outcome is "closed Pump", expected EqualTo "open".']
            }
        ]);
        expect(bench.flows.runTests(['closes'])).toHaveLength(1);
        expect(bench.query('SELECT Id FROM Account')).toEqual([]);
        bench.stop();
    });

    it('take a custom error for a failure unless the test expects it', () => {
        const bench = new FlowOrg();
        const message = '<customErrorMessages><errorMessage>Not now.</errorMessage><isFieldError>false</isFieldError>';
        const asked = assertion('Refuse', 'WasVisited', '<booleanValue>true</booleanValue>', 'It was not refused.');
        bench.deploy({
            Close_Case: flowXml(
                recordStart('Case', 'RecordBeforeSave', 'Refuse', '<recordTriggerType>Update</recordTriggerType>') +
                    element('customErrors', 'Refuse', `${message}</customErrorMessages>`)
            ),
            'flowtests/Expected.flowtest': test('{"Status":"Closed"}', asked),
            'flowtests/Surprised.flowtest': test('{"Status":"Closed"}', '')
        });
        expect(bench.flows.runTests().map(({ name, failures }) => [name, failures])).toEqual([
            ['Expected', []],
            ['Surprised', ['Not now.']]
        ]);
        bench.stop();
    });
});
