/** Good practice in flows, judged by an independent scanner. */
import { createRequire } from 'node:module';
import type { Finding } from './finding.ts';

type FlowScanner = typeof import('@flow-scanner/lightning-flow-scanner-core');

/** A remark of the scanner that does not hold here. */
interface Exception {
    readonly flow: string;
    readonly rule: string;
    /** Name of the element; every element when left out. */
    readonly element?: string;
    readonly reason: string;
}

/**
 * Scans flow files.
 * @param paths absolute paths of `.flow-meta.xml` files
 * @param nameOf gives a file the name it is reported under
 */
export async function flowScannerFindings(
    paths: readonly string[],
    nameOf: (path: string) => string,
    exceptions: readonly Exception[] = acceptedRemarks
): Promise<Finding[]> {
    // A CommonJS bundle whose names an import cannot see.
    const flowScanner = createRequire(import.meta.url)('@flow-scanner/lightning-flow-scanner-core') as FlowScanner;
    const parsed = await flowScanner.parse([...paths]);
    const unreadable = parsed.filter((one) => one.errorMessage !== undefined && one.errorMessage !== '');
    const files = new Map(parsed.map((one) => [one.flow?.name ?? '', one.uri]));
    const found = flowScanner.scan(parsed).flatMap((result) => {
        const flow = result.flow.name ?? '';
        const file = nameOf(files.get(flow) ?? flow);
        return result.ruleResults
            .filter((rule) => rule.occurs && (rule.severity === 'error' || rule.severity === 'warning'))
            .flatMap((rule) =>
                rule.details
                    .filter((detail) => !isAccepted(exceptions, flow, rule.ruleName, detail.name))
                    .map((detail) => ({
                        file,
                        line: detail.lineNumber,
                        column: detail.columnNumber,
                        message: `${rule.ruleName}: ${detail.name} (${rule.ruleDefinition.description})`
                    }))
            );
    });
    return [
        ...unreadable.map((one) => ({ file: nameOf(one.uri), line: 1, column: 1, message: one.errorMessage ?? '' })),
        ...found
    ];
}

function isAccepted(exceptions: readonly Exception[], flow: string, rule: string, element: string): boolean {
    return exceptions.some(
        (one) => one.flow === flow && one.rule === rule && (one.element === undefined || one.element === element)
    );
}

/** Remarks about our own flows that were weighed and do not hold. */
const acceptedRemarks: readonly Exception[] = [
    {
        flow: 'Open_Case_For_Alarm',
        rule: 'RecursiveAfterUpdate',
        element: 'Link_Case',
        reason: 'Writes the Case into the alarm; the entry conditions need a blank Case, so the flow does not start again.'
    },
    {
        flow: 'Open_Work_Order_For_Alarm',
        rule: 'RecursiveAfterUpdate',
        element: 'Link_Work_Order',
        reason: 'Writes the Work Order into the alarm; the entry conditions need a blank Work Order.'
    },
    {
        flow: 'Open_Case_For_Alarm',
        rule: 'RecursiveAfterUpdate',
        element: 'Note_Response',
        reason: 'Writes the response only when it is another one, so the next run has nothing to write.'
    },
    {
        flow: 'Join_Root_Case',
        rule: 'RecursiveAfterUpdate',
        reason: 'Links the alarm or cuts its tie; after either the entry conditions do not hold any more.'
    },
    {
        flow: 'Release_Waiting_Alarm',
        rule: 'RecursiveAfterUpdate',
        element: 'Release',
        reason: 'Clears the key of the root, which the entry conditions need.'
    },
    {
        flow: 'End_Stale_Machine_Command',
        rule: 'RecursiveAfterUpdate',
        reason: 'A scheduled path can end its command in no other way; only a new command starts the flow.'
    },
    {
        flow: 'Escalate_Unacknowledged_Alarm',
        rule: 'RecursiveAfterUpdate',
        element: 'Note_Escalation',
        reason: 'Notes the escalation; the entry conditions need an alarm that is not escalated yet.'
    },
    {
        flow: 'Leave_Duplicate_Work_Order',
        rule: 'RecursiveAfterUpdate',
        element: 'Link_Work_Order',
        reason: 'Changes not the Case of the alarm, whose change starts the flow.'
    },
    {
        flow: 'Raise_Work_Order_Priority',
        rule: 'RecursiveAfterUpdate',
        element: 'Link_Work_Order',
        reason: 'Changes neither the Case nor the priority of the alarm, which start the flow.'
    },
    {
        flow: 'Respond_To_Signal_Threshold',
        rule: 'RecursiveAfterUpdate',
        reason: 'Notes the excursion on the signal; only a changed value starts the flow.'
    },
    {
        flow: 'Respond_To_Signal_Threshold',
        rule: 'InactiveFlow',
        reason: 'A template: the admin who wants it activates it.'
    }
];
