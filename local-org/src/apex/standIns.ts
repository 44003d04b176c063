import type { MetadataComponent } from '../metadata/index.ts';
import { alarmBacktest } from './alarmBacktest.ts';
import { machineCommands } from './machineCommands.ts';
import { machineLinks } from './machineLinks.ts';
import type { StandIn, StandInMethod } from './standIn.ts';
import { telemetryHistory } from './telemetryHistory.ts';

const standIns: Readonly<Record<string, StandIn>> = {
    AlarmBacktest: alarmBacktest,
    MachineCommands: machineCommands,
    MachineLinks: machineLinks,
    TelemetryHistory: telemetryHistory
};

/** What does the work of a method; undefined for a class or method that the org does not know. */
export function standInOf(className: string, methodName: string): StandInMethod | undefined {
    const methods = Object.hasOwn(standIns, className) ? standIns[className] : undefined;
    return methods && Object.hasOwn(methods, methodName) ? methods[methodName] : undefined;
}

/** Whether a deployed class has the effect it should have: a stand-in, or nothing to do outside Apex tests. */
export function isServedClass(component: MetadataComponent): boolean {
    return Object.hasOwn(standIns, component.fullName) || component.files.some(({ bytes }) => isTest(bytes));
}

function isTest(bytes: Uint8Array): boolean {
    return /^\s*@IsTest\b/im.test(new TextDecoder().decode(bytes));
}
