import { supportedParts } from '../../src/flow/index.ts';
import {
    assignItem,
    callStart,
    element,
    FlowOrg,
    flowXml,
    number,
    recordStart,
    reference,
    text,
    variable
} from './flowOrg.ts';

function input(field: string, value: string): string {
    return `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
}

const condition = (left: string, operator: string, right: string): string =>
    `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator><rightValue>${right}</rightValue></conditions>`;

const decide = (conditions: string, logic = 'and'): string =>
    element(
        'decisions',
        'Choose',
        `<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Yes</name><conditionLogic>${logic}</conditionLogic>${conditions}<label>Yes</label></rules>`
    );

const set = (target: string, operator: string, value: string): string =>
    element('assignments', 'Set', assignItem(target, operator, value));

const afterCase = (first: string): string =>
    recordStart('Case', 'RecordAfterSave', first, '<recordTriggerType>Create</recordTriggerType>');

describe('what flows are refused for', () => {
    const bench = new FlowOrg();
    afterAll(() => bench.stop());

    it.each([
        {
            what: 'a connector to nowhere',
            inner: callStart('Missing'),
            problem: 'error: Start: the connector start leads to Missing, which does not exist.'
        },
        {
            what: 'an element that nothing leads to',
            inner:
                callStart('Set') +
                variable('A', 'String') +
                set('A', 'Assign', text('x')) +
                element('recordRollbacks', 'Lost', ''),
            problem: 'warning: Lost: nothing leads to this element, so it never runs.'
        },
        {
            what: 'an unknown variable',
            inner: callStart('Set') + set('Nothing', 'Assign', text('x')),
            problem: 'error: Set: There is no resource Nothing.'
        },
        {
            what: 'a label that does not exist',
            inner: callStart('Set') + variable('A', 'String') + set('A', 'Assign', reference('$Label.Missing')),
            problem: 'error: Set: There is no $Label.Missing.'
        },
        {
            what: 'an unknown field',
            inner: afterCase('Set') + set('$Record.Nothing__c', 'Assign', text('x')),
            problem: 'error: Set: Case has no field Nothing__c.'
        },
        {
            what: 'an unknown relationship',
            inner: afterCase('Choose') + decide(condition('$Record.Asst.Name', 'EqualTo', text('x'))),
            problem: 'error: Choose: Case has no relationship Asst with a field Name.'
        },
        {
            what: 'an unknown object',
            inner:
                callStart('Get') +
                element(
                    'recordLookups',
                    'Get',
                    '<object>Nothing__c</object><storeOutputAutomatically>true</storeOutputAutomatically>'
                ),
            problem: 'error: Get: There is no object Nothing__c.'
        },
        {
            what: 'a value of the wrong type',
            inner:
                callStart('Set') +
                variable('Count', 'Number', '<scale>0</scale>') +
                set('Count', 'Assign', text('many')),
            problem: 'error: Set: Count is number and cannot take text.'
        },
        {
            what: 'a comparison of different types',
            inner: afterCase('Choose') + decide(condition('$Record.IsClosed', 'EqualTo', number(1))),
            problem: 'error: Choose: $Record.IsClosed is boolean and cannot be compared with number.'
        },
        {
            what: 'wrong condition logic',
            inner: afterCase('Choose') + decide(condition('$Record.Subject', 'EqualTo', text('x')), '1 AND 2'),
            problem: "error: Choose: The condition logic '1 AND 2' is wrong: there is no condition 2."
        },
        {
            what: 'a bad formula',
            inner:
                callStart('Set') +
                variable('A', 'String') +
                set('A', 'Assign', reference('Sum')) +
                '<formulas><name>Sum</name><dataType>String</dataType><expression>1 + + </expression></formulas>',
            problem:
                'error: Sum: The formula expression is invalid: Syntax error. The formula ends where a value is expected.'
        },
        {
            what: 'a formula of another type',
            inner:
                callStart('Set') +
                variable('A', 'String') +
                set('A', 'Assign', reference('Sum')) +
                '<formulas><name>Sum</name><dataType>String</dataType><expression>1 + 1</expression></formulas>',
            problem: 'error: Sum: The formula answers number, not text.'
        },
        {
            what: 'a field that cannot be written',
            inner:
                callStart('Make') +
                element('recordCreates', 'Make', `${input('CaseNumber', text('1'))}<object>Case</object>`),
            problem: 'error: Make: Case.CaseNumber cannot be written.'
        },
        {
            what: 'an unknown merge field',
            inner:
                callStart('Make') +
                element('recordCreates', 'Make', `${input('Subject', text('About {!Nothing}'))}<object>Case</object>`),
            problem: 'error: Make: There is no resource Nothing.'
        },
        {
            what: 'a subflow that does not exist',
            inner: callStart('Call') + element('subflows', 'Call', '<flowName>Nothing</flowName>'),
            problem: 'error: Call: There is no flow Nothing.'
        },
        {
            what: 'Apex',
            inner:
                callStart('Call') +
                element('actionCalls', 'Call', '<actionName>MyClass</actionName><actionType>apex</actionType>'),
            problem: 'error: Call: The local org does not run the action MyClass of type apex.'
        },
        {
            what: 'writing other records before the save',
            inner:
                recordStart('Case', 'RecordBeforeSave', 'Make', '<recordTriggerType>Create</recordTriggerType>') +
                element('recordCreates', 'Make', `${input('Subject', text('x'))}<object>Case</object>`),
            problem: 'error: Start: Make (recordCreates) cannot be used before the save.'
        },
        {
            what: 'a loop over no collection',
            inner:
                callStart('Each') +
                variable('A', 'String') +
                element(
                    'loops',
                    'Each',
                    '<collectionReference>A</collectionReference><iterationOrder>Asc</iterationOrder>'
                ),
            problem: 'error: Each: A is not a collection.'
        },
        {
            what: 'a name that is used twice',
            inner: callStart('Set') + variable('Set', 'String') + set('Set', 'Assign', text('x')),
            problem: 'error: Set: the name is used twice.'
        }
    ])('$what', ({ inner, problem }) => {
        expect(bench.problems({ Flawed: flowXml(inner) })).toContain(problem);
    });

    it('warns only of flows that are not active', () => {
        const draft = flowXml(callStart('Missing'), { status: 'Draft' });
        expect(bench.problems({ Flawed: draft })).toEqual([
            'warning: Start: the connector start leads to Missing, which does not exist.'
        ]);
    });

    it('keeps screen flows without running them', () => {
        const screen = flowXml(
            callStart('Ask') +
                element(
                    'screens',
                    'Ask',
                    '<allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause><showFooter>true</showFooter><showHeader>true</showHeader>'
                )
        );
        expect(bench.problems({ Ask_Somebody: screen })).toEqual([
            expect.stringMatching(/^warning: Flows with screens are kept, but do not run/)
        ]);
    });

    it('lists what it runs and what it refuses', () => {
        const parts = supportedParts();
        expect(parts.filter(({ group, supported }) => group === 'Element' && supported)).toHaveLength(14);
        expect(parts).toContainEqual({
            group: 'Element',
            name: 'screens',
            supported: false,
            notes: 'screens need a person in a browser'
        });
        expect(parts.filter(({ group }) => group === 'Start').map(({ name }) => name)).toContain('PlatformEvent');
    });
});
