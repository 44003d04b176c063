import { parse, scan } from '@flow-scanner/lightning-flow-scanner-core';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { childrenNamed, childText, readXml, type XmlElement } from '../lib/generate/xml.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = ['core', 'field-service'].flatMap((directory) => {
    const folder = path.join(root, 'force-app', directory, 'main/default/flows');
    return readdirSync(folder).map((file) => path.join(folder, file));
});
const flows = files.map((file) => ({ name: path.basename(file, '.flow-meta.xml'), file }));

/** Delivered as a draft for admins who want it. */
const TEMPLATES = ['Respond_To_Signal_Threshold'];

/**
 * Findings that are meant. Case and Work Order get their ids after the alarm is saved, so the alarm must be updated
 * again; the entry conditions end the recursion. A scheduled path can change its record in no other way. Events know no
 * trigger order.
 */
const MEANT = [
    'End_Stale_Machine_Command: RecursiveAfterUpdate',
    'Escalate_Unacknowledged_Alarm: RecursiveAfterUpdate',
    'Join_Root_Case: RecursiveAfterUpdate',
    'Leave_Duplicate_Work_Order: RecursiveAfterUpdate',
    'Open_Case_For_Alarm: RecursiveAfterUpdate',
    'Open_Work_Order_For_Alarm: RecursiveAfterUpdate',
    'Raise_Work_Order_Priority: RecursiveAfterUpdate',
    'Record_Alarm_From_Event: TriggerOrder',
    'Release_Waiting_Alarm: RecursiveAfterUpdate',
    'Respond_To_Signal_Threshold: InactiveFlow',
    'Respond_To_Signal_Threshold: RecursiveAfterUpdate'
];

const DATA_ELEMENTS = ['recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes', 'actionCalls'];
const ELEMENTS = [...DATA_ELEMENTS, 'assignments', 'customErrors', 'decisions', 'loops', 'subflows'];
const RESOURCES = ['constants', 'formulas', 'textTemplates', 'variables'];

/** A flow before the save can write no other record: its failures refuse the save instead. */
const isBeforeSave = (flow: XmlElement) =>
    childrenNamed(flow, 'start').some((start) => childText(start, 'triggerType') === 'RecordBeforeSave');

const nodesOf = (flow: XmlElement, kinds: readonly string[]) => kinds.flatMap((kind) => childrenNamed(flow, kind));
const nameOf = (node: XmlElement) => childText(node, 'name') ?? '';

test('the scanner finds nothing but what is meant', async () => {
    const results = scan(await parse(files));
    const findings = results.flatMap(({ flow, ruleResults }) =>
        ruleResults.filter((rule) => rule.occurs).map((rule) => `${String(flow.name)}: ${rule.ruleName}`)
    );
    expect(results).toHaveLength(files.length);
    expect(findings.toSorted()).toEqual(MEANT);
});

describe.each(flows)('$name', ({ name, file }) => {
    it('is active unless it is a template, described, and for the API version of the project', async () => {
        const flow = await readXml(file);
        expect(childText(flow, 'status')).toBe(TEMPLATES.includes(name) ? 'Draft' : 'Active');
        expect(childText(flow, 'apiVersion')).toBe('66.0');
        expect(childText(flow, 'description')?.length).toBeGreaterThan(100);
    });

    it('describes every element and resource', async () => {
        const flow = await readXml(file);
        const silent = nodesOf(flow, [...ELEMENTS, ...RESOURCES]).filter((node) => !childText(node, 'description'));
        expect(silent.map(nameOf)).toEqual([]);
    });

    it('leads every failure of a data element to a record for the admin, or refuses the save', async () => {
        const flow = await readXml(file);
        const targets = new Map(nodesOf(flow, ELEMENTS).map((node) => [nameOf(node), node]));
        const refusals = new Set(isBeforeSave(flow) ? nodesOf(flow, ['customErrors']) : []);
        const recordsFailure = (node: XmlElement) =>
            childText(node, 'object') === 'Automation_Failure__c' || refusals.has(node);
        for (const node of nodesOf(flow, DATA_ELEMENTS).filter((one) => !recordsFailure(one))) {
            const fault = childrenNamed(node, 'faultConnector')[0];
            const target = fault && targets.get(childText(fault, 'targetReference') ?? '');
            // The one exception tries again first, and every step of the second try records its failure.
            const triesAgain = nameOf(node) === 'Create_Alarm' && target && nameOf(target) === 'Get_Alarm_Again';
            expect(target && (recordsFailure(target) || triesAgain)).toBe(true);
        }
    });

    it('names itself in the failures it records', async () => {
        const flow = await readXml(file);
        if (isBeforeSave(flow)) return;
        const constant = childrenNamed(flow, 'constants').find((node) => nameOf(node) === 'This_Flow');
        const value = constant && childrenNamed(constant, 'value')[0];
        expect(value && childText(value, 'stringValue')).toBe(name);
    });
});
