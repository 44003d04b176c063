/** Starts one deployed flow as its metadata says. */
import type { Flow, FlowStart } from '@salesforce/types/metadata';
import type { FlowAutomation } from '../src/flow/index.ts';
import type { LocalOrg } from '../src/createOrg.ts';
import { list } from '../src/flow/metadata.ts';
import { messageOf } from '../src/errors.ts';
import type { MetadataComponent } from '../src/metadata/index.ts';
import type { ObjectDescribe, RecordData, SaveResult } from '../src/platform.ts';
import { entryValues } from './entryValues.ts';
import type { Verdict } from './outcome.ts';
import { SampleRecords } from './sampleRecords.ts';

/** An org whose clock the check moves. */
export interface CheckedOrg {
    readonly org: LocalOrg;
    readonly flows: FlowAutomation;
    /** Moves the clock and runs what has become due. */
    later(days: number): void;
}

/** How the start of a flow ended. */
export interface StartOutcome {
    readonly verdict: Verdict;
    readonly reason: string;
}

/** Starts a flow and tells what came of it, by its trace. */
export async function startFlow(checked: CheckedOrg, component: MetadataComponent): Promise<StartOutcome> {
    const flow = component.content as Flow;
    const samples = new SampleRecords(checked.org);
    const said: string[] = [];
    const start = flow.start ?? ({} as FlowStart);
    const trigger = start.triggerType ?? 'None';
    try {
        if (trigger === 'None') call(checked, component.fullName, samples.inputs(flow));
        else if (trigger === 'Scheduled') samples.create(start.object ?? '');
        else if (trigger === 'PlatformEvent') await publish(checked, start, samples);
        else said.push(...saveRecord(checked, start, samples));
        checked.later(400);
        await checked.org.events.idle();
    } catch (error) {
        said.push(messageOf(error));
    }
    return judge(checked, component.fullName, said);
}

function judge({ flows }: CheckedOrg, name: string, said: readonly string[]): StartOutcome {
    const traces = flows.traces(name);
    const failed = traces.find(({ status }) => status === 'Failed');
    if (failed) return { verdict: 'failed', reason: failed.error ?? '' };
    if (traces.length > 0) return { verdict: 'ran', reason: '' };
    const [reason = 'The sample record does not meet the entry conditions.'] = said;
    return { verdict: 'notEntered', reason };
}

function call({ org, flows }: CheckedOrg, name: string, inputs: Parameters<FlowAutomation['run']>[2][number]): void {
    flows.run(org.systemExecution(), name, [inputs]);
}

async function publish({ org }: CheckedOrg, start: FlowStart, samples: SampleRecords): Promise<void> {
    const object = org.schema.object(start.object ?? '');
    if (!object) return;
    const row = samples.row(object.name, entryValues(start, object, samples));
    org.records.insert(org.systemExecution(), object.name, [row]);
    await org.events.idle();
}

/** Creates, changes and, where the flow waits for that, deletes a record; answers what the org refused. */
function saveRecord({ org }: CheckedOrg, start: FlowStart, samples: SampleRecords): readonly string[] {
    const object = org.schema.object(start.object ?? '');
    if (!object) return [];
    const wanted = entryValues(start, object, samples);
    const onlyUpdates = start.recordTriggerType === 'Update';
    const [created] = org.records.insert(org.systemExecution(), object.name, [
        samples.row(object.name, onlyUpdates ? {} : wanted)
    ]);
    const id = created?.id ?? null;
    if (id === null) return refusals(created);
    if (start.triggerType === 'RecordBeforeDelete')
        return org.records.delete(org.systemExecution(), object.name, [id]).flatMap(refusals);
    if (start.recordTriggerType === 'Create') return [];
    const change = onlyUpdates
        ? { ...changed(object, samples), ...changedFilters(start, object, samples), ...wanted }
        : changed(object, samples);
    return org.records.update(org.systemExecution(), object.name, [{ ...change, Id: id }]).flatMap(refusals);
}

/** Any change: of the first text that may be changed. */
function changed(object: ObjectDescribe, samples: SampleRecords): RecordData {
    const field = object.fields.find((one) => one.updateable && one.type === 'string' && one.formula === null);
    return field ? { [field.name]: samples.value(field) } : {};
}

/** New values of the fields whose change starts the flow. */
function changedFilters(start: FlowStart, object: ObjectDescribe, samples: SampleRecords): RecordData {
    const filters = list(start.filters).filter(({ operator }) => operator === 'IsChanged');
    const fields = filters.flatMap(({ field }) => object.field(field ?? '') ?? []);
    const named = [...(start.filterFormula ?? '').matchAll(/ISCHANGED\(\{!\$Record\.(\w+)\}\)/gi)];
    const all = [...fields, ...named.flatMap(([, name = '']) => object.field(name) ?? [])];
    return Object.fromEntries(all.map((field) => [field.name, samples.value(field)]));
}

function refusals(result: SaveResult | undefined): readonly string[] {
    return (result?.errors ?? []).map(({ statusCode, message }) => `${statusCode}: ${message}`);
}
