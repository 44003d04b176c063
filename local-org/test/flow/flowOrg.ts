import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { loadMetadataTables } from '../../src/deploy/index.ts';
import { createFlowAutomation, type FlowAutomation } from '../../src/flow/index.ts';
import { readComponents } from '../../src/metadata/index.ts';
import type { MetadataComponent, MetadataFile, Problem } from '../../src/metadata/index.ts';
import { PendingStore } from '../../src/store/pendingStore.ts';
import type { Execution, QueryRow, RecordData, SaveResult } from '../../src/platform.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const tables = loadMetadataTables();

/** A clock that stands until it is moved. */
export class StandingClock {
    private time = Date.parse('2026-11-20T10:00:00.000Z');

    now(): Date {
        return new Date(this.time);
    }

    forward(milliseconds: number): void {
        this.time += milliseconds;
    }
}

/** A flow's file: what is common to all, and its own elements. */
export function flowXml(inner: string, more: { readonly status?: string; readonly label?: string } = {}): string {
    return `<?xml version="1.0" encoding="UTF-8"?><Flow ${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<apiVersion>66.0</apiVersion><label>${more.label ?? 'Test flow'}</label><processType>AutoLaunchedFlow</processType><status>${more.status ?? 'Active'}</status>${inner}</Flow>`;
}

/** Start of a record-triggered flow. */
export function recordStart(object: string, trigger: string, first: string, more = ''): string {
    return `<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>${first}</targetReference></connector><object>${object}</object><triggerType>${trigger}</triggerType>${more}</start>`;
}

/** Start of a flow that is called. */
export function callStart(first: string): string {
    return `<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>${first}</targetReference></connector></start>`;
}

/** An element with its place on the canvas. */
export function element(kind: string, name: string, inner: string): string {
    return `<${kind}><name>${name}</name><label>${name}</label><locationX>0</locationX><locationY>0</locationY>${inner}</${kind}>`;
}

/** A variable. */
export function variable(name: string, dataType: string, more = ''): string {
    return `<variables><name>${name}</name><dataType>${dataType}</dataType>${more}</variables>`;
}

/** An assignment of one value. */
export function assignItem(target: string, operator: string, value: string): string {
    return `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value>${value}</value></assignmentItems>`;
}

/** A connector. */
export function to(target: string, name = 'connector'): string {
    return `<${name}><targetReference>${target}</targetReference></${name}>`;
}

export const reference = (name: string): string => `<elementReference>${name}</elementReference>`;
export const text = (value: string): string => `<stringValue>${value}</stringValue>`;
export const number = (value: number): string => `<numberValue>${value}</numberValue>`;

/** An org with a flow engine, filled from metadata files. */
export class FlowOrg {
    readonly clock = new StandingClock();
    readonly flows: FlowAutomation;
    readonly org: LocalOrg;
    readonly deliveryErrors: unknown[] = [];

    /** @param dataDir folder that keeps the org; in memory when left out. */
    constructor(dataDir?: string) {
        let flows: FlowAutomation | undefined;
        this.org = createOrg({
            clock: this.clock,
            ...(dataDir === undefined ? {} : { dataDir }),
            automation: (parts) =>
                (flows = createFlowAutomation({ ...parts, pending: new PendingStore(parts.database) })),
            onDeliveryError: (_, error) => void this.deliveryErrors.push(error)
        });
        this.flows = flows!;
    }

    /** Deploys flows by name; anything found in them is thrown. */
    deploy(flows: Readonly<Record<string, string>>): void {
        this.apply(this.components(flows));
    }

    /** What a deployment of these flows would be told. */
    problems(flows: Readonly<Record<string, string>>): string[] {
        const change = { upserts: this.components(flows), deletions: [] };
        return this.org.metadata
            .check(change)
            .problems.map(({ severity, message }: Problem) => `${severity}: ${message}`);
    }

    apply(components: readonly MetadataComponent[]): void {
        this.org.metadata.apply({ upserts: components, deletions: [] });
    }

    private components(flows: Readonly<Record<string, string>>): MetadataComponent[] {
        const encoder = new TextEncoder();
        const files = Object.entries(flows).map(([name, xml]): MetadataFile => {
            const path = name.includes('/') ? name : `flows/${name}.flow`;
            return { path, bytes: encoder.encode(xml) };
        });
        const { components, problems } = readComponents(tables.types, tables.schema, files);
        if (problems.length > 0) throw new Error(problems.map(({ message, line }) => `${line}: ${message}`).join('\n'));
        return [...components];
    }

    get execution(): Execution {
        return this.org.systemExecution();
    }

    insert(objectName: string, ...rows: RecordData[]): SaveResult[] {
        return this.org.records.insert(this.execution, objectName, rows);
    }

    /** Inserts one record and answers its id. */
    create(objectName: string, row: RecordData): string {
        const [result] = this.insert(objectName, row);
        if (!result?.success || result.id === null) throw new Error(JSON.stringify(result?.errors));
        return result.id;
    }

    update(objectName: string, ...rows: RecordData[]): SaveResult[] {
        return this.org.records.update(this.execution, objectName, rows);
    }

    query(soql: string): readonly QueryRow[] {
        return this.org.records.query(this.execution, soql).records;
    }

    stop(): void {
        this.org.stop();
    }
}

/** One condition on the records of a flow element. */
export function filter(field: string, operator: string, value: string): string {
    return `<filters><field>${field}</field><operator>${operator}</operator><value>${value}</value></filters>`;
}

/** One value that a flow element writes. */
export function input(field: string, value: string): string {
    return `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
}
