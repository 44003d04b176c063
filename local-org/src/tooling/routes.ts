/** The Tooling API as far as the sf CLI needs it. */
import type { FastifyPluginCallback } from 'fastify';
import { z } from 'zod';
import { componentId } from '../deploy/componentId.ts';
import { refusals, UnsupportedError } from '../errors.ts';
import type { MetadataComponent } from '../metadata/index.ts';
import type { Org } from '../org.ts';
import { executionOf } from '../rest/session.ts';
import { SourceTracking } from './sourceTracking.ts';
import { runRequested, testRequest, TestRuns, type TestRequest } from './testRuns.ts';
import { runToolingQuery, type ToolingRow, type ToolingTables } from './toolingQuery.ts';

/** Serves queries, test runs and source tracking. */
export function toolingRoutes(org: Org): FastifyPluginCallback {
    const runs = new TestRuns(org);
    const tracking = org.settings.isSandbox ? new SourceTracking(org.registry, org.clock) : undefined;
    if (tracking) org.metadata.register(tracking);
    const tables = toolingTables(org, runs, tracking);
    const base = '/services/data/:version/tooling';
    return (server, _options, done) => {
        server.get<{ Params: { version: string }; Querystring: { q?: string } }>(`${base}/query`, (request) => {
            executionOf(org, request);
            return answer(tables, request.query.q ?? '', request.params.version);
        });
        server.get<{ Params: { version: string } }>(`${base}/sobjects/SourceMember/describe`, (request) => {
            executionOf(org, request);
            if (!tracking) throw refusals.notFound();
            return { name: 'SourceMember', label: 'Source Member', fields: [] };
        });
        server.post(`${base}/runTestsAsynchronous`, (request, reply) => {
            const { userId } = executionOf(org, request);
            const runId = runs.start(readRequest(request.body), userId);
            return reply.type('application/json;charset=UTF-8').send(JSON.stringify(runId));
        });
        server.post(`${base}/runTestsSynchronous`, (request) => {
            executionOf(org, request);
            return synchronousResult(org, readRequest(request.body));
        });
        server.get(`${base}/executeAnonymous`, () => {
            throw new UnsupportedError('Apex');
        });
        done();
    };
}

function readRequest(body: unknown): TestRequest {
    const request = testRequest.safeParse(body);
    if (!request.success) throw refusals.jsonExpected(z.prettifyError(request.error));
    return request.data;
}

function answer(tables: ToolingTables, soql: string, version: string): object {
    const { objectName, rows } = runToolingQuery(tables, soql);
    const url = `/services/data/${version}/tooling/sobjects/${objectName}/`;
    const records = rows.map((row) => ({
        attributes: { type: objectName, url: `${url}${String(row.Id ?? '')}` },
        ...row
    }));
    return {
        size: rows.length,
        totalSize: rows.length,
        done: true,
        queryLocator: null,
        entityTypeName: objectName,
        records
    };
}

function synchronousResult(org: Org, request: TestRequest): object {
    const outcomes = runRequested(org, request);
    const tests = outcomes.map((outcome) => ({
        outcome,
        entry: {
            id: componentId({ type: 'FlowTest', fullName: outcome.name }),
            name: outcome.flow,
            methodName: outcome.name,
            namespace: null,
            time: Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt)
        }
    }));
    const failures = tests.filter(({ outcome }) => !outcome.passed);
    return {
        apexLogId: '',
        codeCoverage: [],
        codeCoverageWarnings: [],
        failures: failures.map(({ outcome, entry }) => ({
            ...entry,
            type: 'FlowTest',
            message: outcome.failures.join('\n'),
            stackTrace: '',
            packageName: outcome.flow
        })),
        numFailures: failures.length,
        numTestsRun: tests.length,
        successes: tests.filter(({ outcome }) => outcome.passed).map(({ entry }) => entry),
        totalTime: tests.reduce((sum, { entry }) => sum + entry.time, 0)
    };
}

/** Objects without rows here: the org runs no Apex and installs no packages. */
const emptyObjects: ReadonlySet<string> = new Set([
    'apexcodecoverage',
    'apexcodecoverageaggregate',
    'apexorgwidecoverage',
    'apextestresult',
    'apextestsuite',
    'installedsubscriberpackage',
    'testsuitemembership'
]);

/** Metadata types that are objects of the Tooling API, with the field that carries their name. */
const componentObjects: Readonly<Record<string, { readonly type: string; readonly nameField: string }>> = {
    apexclass: { type: 'ApexClass', nameField: 'Name' },
    apextrigger: { type: 'ApexTrigger', nameField: 'Name' },
    customfield: { type: 'CustomField', nameField: 'DeveloperName' },
    customobject: { type: 'CustomObject', nameField: 'DeveloperName' },
    flexipage: { type: 'FlexiPage', nameField: 'DeveloperName' },
    flowdefinition: { type: 'Flow', nameField: 'DeveloperName' },
    flowtest: { type: 'FlowTest', nameField: 'DeveloperName' },
    lightningcomponentbundle: { type: 'LightningComponentBundle', nameField: 'DeveloperName' },
    validationrule: { type: 'ValidationRule', nameField: 'ValidationName' }
};

function toolingTables(org: Org, runs: TestRuns, tracking: SourceTracking | undefined): ToolingTables {
    return (objectName) => {
        const name = objectName.toLowerCase();
        if (emptyObjects.has(name)) return [];
        const components = componentObjects[name];
        if (components) return org.registry.list(components.type).map((one) => componentRow(one, components.nameField));
        switch (name) {
            case 'apextestqueueitem':
                return runs.queueItems();
            case 'apextestrunresult':
                return runs.runResults();
            case 'flowtestresult':
                return runs.flowTestResults();
            case 'managedeventsubscription':
                return org.registry.list('ManagedEventSubscription').map(managedSubscriptionRow);
            case 'sourcemember':
                return tracking?.rows();
            default:
                return undefined;
        }
    };
}

/** Clients of the Pub/Sub API read topic and state from the metadata. */
function managedSubscriptionRow(component: MetadataComponent): ToolingRow {
    return { ...componentRow(component, 'DeveloperName'), Metadata: component.content as ToolingRow };
}

function componentRow(component: MetadataComponent, nameField: string): ToolingRow {
    const own = component.fullName.replace(/^[^.]*\./, '').replace(/__[a-z]+$/, '');
    return { Id: componentId(component), [nameField]: own, FullName: component.fullName, NamespacePrefix: null };
}
