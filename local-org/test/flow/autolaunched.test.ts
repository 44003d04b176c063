import { assignItem, callStart, element, FlowOrg, flowXml, number, reference, text, to, variable } from './flowOrg.ts';

function input(field: string, value: string): string {
    return `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
}

const inOut = '<isInput>true</isInput><isOutput>true</isOutput>';

describe('autolaunched flows', () => {
    const addUp = flowXml(
        callStart('Each') +
            variable('Numbers', 'Number', '<isCollection>true</isCollection><isInput>true</isInput><scale>2</scale>') +
            variable('Sum', 'Number', `${inOut}<scale>2</scale><value>${number(0)}</value>`) +
            variable('Seen', 'String', '<isCollection>true</isCollection><isOutput>true</isOutput>') +
            element(
                'loops',
                'Each',
                `<collectionReference>Numbers</collectionReference><iterationOrder>Desc</iterationOrder>${to('Add', 'nextValueConnector')}`
            ) +
            element(
                'assignments',
                'Add',
                assignItem('Sum', 'Add', reference('Each')) + assignItem('Seen', 'Add', reference('Each')) + to('Each')
            )
    );

    it('take inputs and give outputs, row by row', () => {
        const bench = new FlowOrg();
        bench.deploy({ Add_Up: addUp });
        const outcomes = bench.flows.run(bench.execution, 'add_up', [{ Numbers: [0.1, 0.2] }, { Numbers: [], Sum: 5 }]);
        expect(outcomes).toEqual([
            { success: true, error: null, outputs: { Sum: 0.3, Seen: ['0.2', '0.1'] } },
            { success: true, error: null, outputs: { Sum: 5, Seen: [] } }
        ]);
        expect(() => bench.flows.run(bench.execution, 'Add_Up', [{ Wrong: 1 }])).toThrow(
            'The flow Add_Up has no input Wrong.'
        );
        expect(() => bench.flows.run(bench.execution, 'Nothing', [{}])).toThrow('There is no active flow Nothing');
        bench.stop();
    });

    it('call other flows', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Add_Up: addUp,
            Twice: flowXml(
                callStart('First') +
                    variable(
                        'Numbers',
                        'Number',
                        '<isCollection>true</isCollection><isInput>true</isInput><scale>0</scale>'
                    ) +
                    variable('Result', 'Number', '<isOutput>true</isOutput><scale>0</scale>') +
                    element(
                        'subflows',
                        'First',
                        `${to('Second')}<flowName>Add_Up</flowName><inputAssignments><name>Numbers</name><value>${reference('Numbers')}</value></inputAssignments><storeOutputAutomatically>true</storeOutputAutomatically>`
                    ) +
                    element(
                        'subflows',
                        'Second',
                        `<flowName>Add_Up</flowName><inputAssignments><name>Numbers</name><value>${reference('Numbers')}</value></inputAssignments><inputAssignments><name>Sum</name><value>${reference('First.Sum')}</value></inputAssignments><outputAssignments><assignToReference>Result</assignToReference><name>Sum</name></outputAssignments>`
                    )
            )
        });
        expect(bench.flows.run(bench.execution, 'Twice', [{ Numbers: [1, 2] }])[0]?.outputs).toEqual({ Result: 6 });
        bench.stop();
    });

    it('roll back what they have written, and go on', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Try_It: flowXml(
                callStart('Create_One') +
                    element(
                        'recordCreates',
                        'Create_One',
                        `${to('Undo')}${input('Name', text('One'))}<object>Account</object>`
                    ) +
                    element('recordCreates', 'Create_Two', `${input('Name', text('Two'))}<object>Account</object>`) +
                    element('recordRollbacks', 'Undo', to('Create_Two'))
            )
        });
        expect(bench.flows.run(bench.execution, 'Try_It', [{}])[0]?.success).toBe(true);
        expect(bench.query('SELECT Name FROM Account')).toEqual([expect.objectContaining({ Name: 'Two' })]);
        bench.stop();
    });

    it('filter, sort, map, count and sum collections', () => {
        const bench = new FlowOrg();
        const field = (name: string, value: string): string =>
            `<transformValueActions><outputFieldApiName>${name}</outputFieldApiName><transformType>Map</transformType><value>${value}</value></transformValueActions>`;
        bench.deploy({
            Collect: flowXml(
                callStart('Get_Accounts') +
                    variable('currentItem_Keep', 'SObject', '<objectType>Account</objectType>') +
                    variable('Names', 'String', '<isCollection>true</isCollection><isOutput>true</isOutput>') +
                    variable('Total', 'Number', '<isOutput>true</isOutput><scale>0</scale>') +
                    element(
                        'recordLookups',
                        'Get_Accounts',
                        `${to('Keep')}<getFirstRecordOnly>false</getFirstRecordOnly><object>Account</object><storeOutputAutomatically>true</storeOutputAutomatically>`
                    ) +
                    element(
                        'collectionProcessors',
                        'Keep',
                        `<collectionProcessorType>FilterCollectionProcessor</collectionProcessorType><assignNextValueToReference>currentItem_Keep</assignNextValueToReference><collectionReference>Get_Accounts</collectionReference><conditionLogic>and</conditionLogic><conditions><leftValueReference>currentItem_Keep.NumberOfEmployees</leftValueReference><operator>GreaterThan</operator><rightValue>${number(5)}</rightValue></conditions>${to('Order_Them')}`
                    ) +
                    element(
                        'collectionProcessors',
                        'Order_Them',
                        `<collectionProcessorType>SortCollectionProcessor</collectionProcessorType><collectionReference>Keep</collectionReference>${to('Make_Contacts')}<limit>2</limit><sortOptions><doesPutEmptyStringAndNullFirst>false</doesPutEmptyStringAndNullFirst><sortField>NumberOfEmployees</sortField><sortOrder>Desc</sortOrder></sortOptions>`
                    ) +
                    element(
                        'transforms',
                        'Make_Contacts',
                        `${to('Sum_Up')}<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Contact</objectType><transformValues>${field('LastName', reference('Keep[$EachItem].Name'))}${field('Description', '<formulaDataType>String</formulaDataType><formulaExpression>UPPER({!Keep[$EachItem].Name})</formulaExpression>')}</transformValues>`
                    ) +
                    element(
                        'transforms',
                        'Sum_Up',
                        `${to('Create_Contacts')}<dataType>Number</dataType><isCollection>false</isCollection><scale>0</scale><transformValues><transformValueActions><transformType>Sum</transformType><value>${reference('Keep[$EachItem].NumberOfEmployees')}</value></transformValueActions></transformValues>`
                    ) +
                    element(
                        'recordCreates',
                        'Create_Contacts',
                        `${to('Each')}<inputReference>Make_Contacts</inputReference>`
                    ) +
                    element(
                        'loops',
                        'Each',
                        `<collectionReference>Make_Contacts</collectionReference><iterationOrder>Asc</iterationOrder>${to('Note', 'nextValueConnector')}${to('End', 'noMoreValuesConnector')}`
                    ) +
                    element(
                        'assignments',
                        'Note',
                        `${assignItem('Names', 'Add', reference('Each.Description'))}${to('Each')}`
                    ) +
                    element('assignments', 'End', assignItem('Total', 'Assign', reference('Sum_Up')))
            )
        });
        bench.insert(
            'Account',
            { Name: 'small', NumberOfEmployees: 3 },
            { Name: 'mid', NumberOfEmployees: 10 },
            { Name: 'none' },
            { Name: 'big', NumberOfEmployees: 90 },
            { Name: 'fair', NumberOfEmployees: 20 }
        );
        expect(bench.flows.run(bench.execution, 'Collect', [{}])[0]).toEqual({
            success: true,
            error: null,
            outputs: { Names: ['BIG', 'FAIR'], Total: 110 }
        });
        expect(bench.query('SELECT LastName FROM Contact ORDER BY LastName')).toMatchObject([
            { LastName: 'big' },
            { LastName: 'fair' }
        ]);
        bench.stop();
    });

    it('send messages into an outbox', () => {
        const bench = new FlowOrg();
        const parameter = (name: string, value: string): string =>
            `<inputParameters><name>${name}</name><value>${value}</value></inputParameters>`;
        bench.deploy({
            Tell: flowXml(
                callStart('Send_Mail') +
                    element(
                        'actionCalls',
                        'Send_Mail',
                        `<actionName>emailSimple</actionName><actionType>emailSimple</actionType>${to('Post')}${parameter('emailAddresses', text('a@example.com, b@example.com'))}${parameter('emailSubject', text('Today {!$Flow.CurrentDate}'))}${parameter('emailBody', reference('Letter'))}`
                    ) +
                    element(
                        'actionCalls',
                        'Post',
                        `<actionName>chatterPost</actionName><actionType>chatterPost</actionType>${parameter('text', text('Done'))}${parameter('subjectNameOrId', text('005000000000001AAA'))}`
                    ) +
                    '<textTemplates><name>Letter</name><isViewedAsPlainText>true</isViewedAsPlainText><text>Hello {!$User.Id}</text></textTemplates>'
            )
        });
        bench.flows.run(bench.execution, 'Tell', [{}]);
        expect(bench.flows.outbox()).toMatchObject([
            {
                kind: 'email',
                recipients: ['a@example.com', 'b@example.com'],
                subject: 'Today 2026-11-20',
                body: expect.stringMatching(/^Hello 005/)
            },
            { kind: 'post', recipients: ['005000000000001AAA'], body: 'Done' }
        ]);
        bench.stop();
    });
});
