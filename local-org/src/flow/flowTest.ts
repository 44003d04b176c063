import type {
    FlowTest,
    FlowTestCondition,
    FlowTestParameter,
    FlowTestPoint,
    FlowTestReferenceOrValue
} from '@salesforce/types/metadata';
import type { MetadataComponent, MetadataRegistry } from '../metadata/component.ts';
import type { FieldValue, SaveError } from '../platform.ts';
import { FlowError } from './flowError.ts';
import type { LoadedFlow } from './load/resource.ts';
import { isoText, list } from './metadata.ts';
import { compareValues } from './run/compare.ts';
import { Evaluator } from './run/evaluate.ts';
import { faultMessage } from './run/expected.ts';
import { runInterviews } from './run/interpreter.ts';
import { Interview } from './run/interview.ts';
import { Runtime } from './run/runtime.ts';
import type { RuntimeParts } from './run/runtime.ts';
import { show } from './run/show.ts';
import { startValues } from './run/variables.ts';
import { mayEnter } from './trigger/entry.ts';
import { pathName } from './trigger/paths.ts';
import type { FlowInputs, FlowRecord, FlowValue } from './value.ts';

/** What became of one FlowTest. */
export interface FlowTestOutcome {
    readonly name: string;
    readonly flow: string;
    readonly passed: boolean;
    /** One line for each assertion that failed, or the error that ended the run. */
    readonly failures: readonly string[];
    readonly startedAt: string;
    readonly endedAt: string;
}

/** Thrown to undo everything that a test has written. */
class TestDone extends Error {
    readonly failures: readonly string[];

    constructor(failures: readonly string[]) {
        super('The test is done.');
        this.failures = failures;
    }
}

/** Runs flow tests, all or those named, each in a transaction that is rolled back. */
export function runFlowTests(
    registry: MetadataRegistry,
    flows: ReadonlyMap<string, LoadedFlow>,
    names: readonly string[] | undefined,
    parts: () => RuntimeParts
): FlowTestOutcome[] {
    const wanted = names && new Set(names.map((name) => name.toLowerCase()));
    const components = registry
        .list('FlowTest')
        .filter(({ fullName }) => !wanted || wanted.has(fullName.toLowerCase()));
    return components.map((component) => runFlowTest(component, flows, parts()));
}

function runFlowTest(
    component: MetadataComponent,
    flows: ReadonlyMap<string, LoadedFlow>,
    parts: RuntimeParts
): FlowTestOutcome {
    const test = component.content as FlowTest;
    const { clock } = parts.services;
    const startedAt = clock.now().toISOString();
    const failures = failuresOf(test, flows.get(test.flowApiName.toLowerCase()), parts);
    const name = component.fullName;
    return {
        name,
        flow: test.flowApiName,
        passed: failures.length === 0,
        failures,
        startedAt,
        endedAt: clock.now().toISOString()
    };
}

function failuresOf(test: FlowTest, flow: LoadedFlow | undefined, parts: RuntimeParts): readonly string[] {
    if (!flow) return [`There is no active flow ${test.flowApiName}.`];
    try {
        parts.services.records.transaction(() => {
            throw new TestDone(runPoints(test, flow, parts));
        });
    } catch (error) {
        return error instanceof TestDone ? error.failures : [faultMessage(error)];
    }
    return [];
}

function runPoints(test: FlowTest, flow: LoadedFlow, parts: RuntimeParts): string[] {
    const points = list(test.testPoints);
    const start = points.find(({ elementApiName }) => elementApiName === 'Start');
    const errors: SaveError[] = [];
    const quiet = { ...parts, mock: mocksOf(points), pending: { ...parts.pending, add: () => undefined } };
    const interview = startTest(flow, list(start?.parameters), errors, quiet);
    const runtime = new Runtime(quiet, [interview]);
    const failures: string[] = [];
    if (start) failures.push(...checkPoint(start, interview, runtime));
    if (!mayEnter(interview, runtime)) failures.push('The record does not meet the entry conditions of the flow.');
    else runInterviews([interview], quiet);
    if (interview.status === 'Failed') failures.push(interview.error ?? 'The flow failed.');
    if (!expectsRefusal(flow, points)) failures.push(...errors.map(({ message }) => message));
    for (const point of points.filter((one) => one !== start)) failures.push(...checkPoint(point, interview, runtime));
    return failures;
}

/** Whether a test says that the flow ends at a custom error: then its message is no failure. */
function expectsRefusal(flow: LoadedFlow, points: readonly FlowTestPoint[]): boolean {
    const refusals = new Set(list(flow.metadata.customErrors).map(({ name = '' }) => name.toLowerCase()));
    const conditions = points.flatMap(({ assertions }) => list(assertions).flatMap((one) => list(one.conditions)));
    return conditions.some(({ leftValueReference, operator, rightValue }) => {
        const isExpected = operator === 'WasVisited' && valueOf(rightValue) === true;
        return isExpected && refusals.has(leftValueReference.toLowerCase());
    });
}

function startTest(
    flow: LoadedFlow,
    parameters: readonly FlowTestParameter[],
    errors: SaveError[],
    parts: RuntimeParts
): Interview {
    const initial = recordOf(flow, parameters, 'InputTriggeringRecordInitial');
    const updated = recordOf(flow, parameters, 'InputTriggeringRecordUpdated');
    const record =
        updated && initial ? { ...updated, fields: { ...initial.fields, ...updated.fields } } : (updated ?? initial);
    const path = parameters.find(({ type }) => type === 'ScheduledPath')?.value.stringValue;
    const inputs: FlowInputs = Object.fromEntries(
        parameters
            .filter(({ type }) => type === 'InputVariable')
            .map(({ leftValueReference, value }) => [leftValueReference, valueOf(value)])
    );
    const interview = new Interview(flow, {
        trigger: 'flow test',
        startedAt: parts.services.clock.now(),
        first: path === undefined ? flow.first : firstOfPath(flow, path),
        ...(record
            ? {
                  record,
                  source: {
                      record: record.fields,
                      prior: updated ? initial?.fields : undefined,
                      addError: (error) => void errors.push(error)
                  }
              }
            : {}),
        prior: updated ? initial : undefined,
        beforeSave: flow.metadata.start?.triggerType === 'RecordBeforeSave',
        isNew: updated === undefined
    });
    for (const [name, value] of startValues(flow, inputs, new Runtime(parts, []))) interview.values.set(name, value);
    return interview;
}

function firstOfPath(flow: LoadedFlow, name: string): string | null {
    const path = list(flow.metadata.start?.scheduledPaths).find((one) => pathName(one) === name);
    if (!path) throw new FlowError(`The flow ${flow.name} has no path ${name}.`);
    return path.connector?.targetReference ?? null;
}

function recordOf(
    flow: LoadedFlow,
    parameters: readonly FlowTestParameter[],
    type: FlowTestParameter['type']
): FlowRecord | undefined {
    const json = parameters.find((parameter) => parameter.type === type)?.value.sobjectValue;
    return json === undefined ? undefined : { object: flow.recordObject ?? '', fields: parseFields(json) };
}

function parseFields(json: string): Record<string, FieldValue> {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) throw new FlowError(`'${json}' is not a record.`);
    const fields: Record<string, FieldValue> = {};
    for (const [name, value] of Object.entries(parsed)) {
        if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
            fields[name] = value as FieldValue;
    }
    return fields;
}

function valueOf(value: FlowTestReferenceOrValue | undefined): FlowValue {
    if (value?.sobjectValue !== undefined) return { object: '', fields: parseFields(value.sobjectValue) };
    if (value?.dateTimeValue !== undefined) return new Date(isoText(value.dateTimeValue)).toISOString();
    if (value?.dateValue !== undefined) return isoText(value.dateValue).slice(0, 10);
    if (value?.timeValue !== undefined) return isoText(value.timeValue);
    return value?.stringValue ?? value?.numberValue ?? value?.booleanValue ?? null;
}

/** Outputs that the test gives instead of running an element. */
function mocksOf(points: readonly FlowTestPoint[]): (element: string) => FlowValue | undefined {
    const mocks = new Map<string, FlowValue>();
    for (const point of points) {
        const output = list(point.parameters).find(({ type }) => type === 'MockElementOutput');
        if (output && point.isUseMockOutput !== false)
            mocks.set(point.elementApiName.toLowerCase(), valueOf(output.value));
    }
    return (element) => mocks.get(element.toLowerCase());
}

function checkPoint(point: FlowTestPoint, interview: Interview, runtime: Runtime): string[] {
    return list(point.assertions).flatMap(({ conditions, errorMessage }) => {
        const failed = list(conditions).flatMap((condition) => failureOf(condition, interview, runtime));
        return failed.length === 0 ? [] : [[errorMessage, ...failed].filter((part) => part !== undefined).join(' ')];
    });
}

function failureOf(condition: FlowTestCondition, interview: Interview, runtime: Runtime): string[] {
    const { leftValueReference: reference, operator } = condition;
    const wanted = valueOf(condition.rightValue);
    if (operator === 'WasVisited' || operator === 'HasError') {
        const found = (operator === 'WasVisited' ? interview.visited : interview.failed).has(reference.toLowerCase());
        return found === (wanted !== false) ? [] : [`${reference} ${operator} is ${String(found)}.`];
    }
    const evaluator = new Evaluator(interview, runtime);
    const actual = evaluator.reference(reference);
    if (compareValues(operator, actual, wanted, evaluator.typeOfReference(reference))) return [];
    return [`${reference} is ${show(actual)}, expected ${operator} ${show(wanted)}.`];
}
