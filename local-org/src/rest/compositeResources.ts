import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import { replyOf, type Dispatcher } from './dispatch.ts';
import { resolveReferences, resolveText } from './references.ts';
import { ok, type Resource, type ResourceCall, type ResourceReply } from './resource.ts';

const MAX_SUBREQUESTS = 25;
/** Sub-requests of one composite that may be collections or queries. */
const MAX_HEAVY = 5;
const MAX_GRAPHS = 75;
const MAX_GRAPH_NODES = 500;

const subrequest = z.looseObject({
    method: z.string(),
    url: z.string(),
    referenceId: z.string().regex(/^\w+$/),
    body: z.unknown().optional(),
    httpHeaders: z.record(z.string(), z.string()).optional()
});
const compositeBody = z.looseObject({
    allOrNone: z.boolean().default(false),
    compositeRequest: z.array(subrequest).min(1)
});
const batchBody = z.looseObject({
    haltOnError: z.boolean().default(false),
    batchRequests: z
        .array(z.looseObject({ method: z.string(), url: z.string(), richInput: z.unknown().optional() }))
        .min(1)
        .max(MAX_SUBREQUESTS)
});
const graphBody = z.looseObject({
    graphs: z
        .array(z.looseObject({ graphId: z.string(), compositeRequest: z.array(subrequest).min(1) }))
        .min(1)
        .max(MAX_GRAPHS)
});

type Subrequest = z.infer<typeof subrequest>;

interface SubResponse {
    readonly body: unknown;
    readonly httpHeaders: Readonly<Record<string, string>>;
    readonly httpStatusCode: number;
    readonly referenceId: string;
}

/** Several calls in one: composite with references, graphs of them, and plain batches. */
export function compositeResources(dispatcher: () => Dispatcher): readonly Resource[] {
    return [
        { method: 'POST', path: 'composite', handle: (call) => composite(dispatcher(), call) },
        { method: 'POST', path: 'composite/batch', handle: (call) => batch(dispatcher(), call) },
        { method: 'POST', path: 'composite/graph', handle: (call) => graph(dispatcher(), call) }
    ];
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new SalesforceError('INVALID_INPUT', `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}`);
}

function composite(dispatcher: Dispatcher, call: ResourceCall): ResourceReply {
    const { allOrNone, compositeRequest } = read(compositeBody, call.body);
    if (compositeRequest.length > MAX_SUBREQUESTS)
        throw new SalesforceError(
            'INVALID_INPUT',
            `A composite request cannot have more than ${MAX_SUBREQUESTS} subrequests.`
        );
    if (compositeRequest.filter((one) => /\/(composite\/sobjects|query|queryAll)\b/.test(one.url)).length > MAX_HEAVY)
        throw new SalesforceError(
            'INVALID_INPUT',
            `At most ${MAX_HEAVY} subrequests may be sObject Collections or queries.`
        );
    refuseRepeatedReferences(compositeRequest);
    return ok({ compositeResponse: runTogether(dispatcher, call, compositeRequest, allOrNone).responses });
}

function refuseRepeatedReferences(requests: readonly Subrequest[]): void {
    const seen = new Set<string>();
    for (const { referenceId } of requests) {
        if (seen.has(referenceId)) throw new SalesforceError('INVALID_INPUT', `Duplicate referenceId: ${referenceId}`);
        seen.add(referenceId);
    }
}

class RollBack extends Error {}

interface Outcome {
    readonly responses: SubResponse[];
    readonly success: boolean;
}

/** Runs sub-requests in order; with `allOrNone` a failure takes back what the others did. */
function runTogether(
    dispatcher: Dispatcher,
    call: ResourceCall,
    requests: readonly Subrequest[],
    allOrNone: boolean
): Outcome {
    let responses: SubResponse[] = [];
    if (!allOrNone) {
        responses = runEach(dispatcher, call, requests, false);
        return { responses, success: responses.every(succeeded) };
    }
    try {
        call.org.records.transaction(() => {
            responses = runEach(dispatcher, call, requests, true);
            if (!responses.every(succeeded)) throw new RollBack();
        });
        return { responses, success: true };
    } catch (error) {
        if (!(error instanceof RollBack)) throw error;
        return { responses: rolledBack(requests, responses), success: false };
    }
}

function runEach(
    dispatcher: Dispatcher,
    call: ResourceCall,
    requests: readonly Subrequest[],
    stopAtFailure: boolean
): SubResponse[] {
    const answers = new Map<string, unknown>();
    const responses: SubResponse[] = [];
    for (const request of requests) {
        const reply = replyOf(() => {
            const url = resolveText(request.url, answers);
            const body = resolveReferences(request.body, answers);
            return dispatcher.call(call, request.method, url, body, request.httpHeaders ?? {});
        });
        const location = reply.headers?.['location'];
        const response: SubResponse = {
            body: reply.body ?? null,
            httpHeaders: location === undefined ? {} : { Location: location },
            httpStatusCode: reply.status,
            referenceId: request.referenceId
        };
        responses.push(response);
        if (succeeded(response)) answers.set(request.referenceId, reply.body);
        else if (stopAtFailure) break;
    }
    return responses;
}

function succeeded(response: SubResponse): boolean {
    return response.httpStatusCode < 400;
}

function rolledBack(requests: readonly Subrequest[], responses: readonly SubResponse[]): SubResponse[] {
    return requests.map(({ referenceId }, index) => {
        const response = responses[index];
        if (response && !succeeded(response)) return response;
        const error = {
            errorCode: 'PROCESSING_HALTED',
            message: 'The transaction was rolled back since another operation in the same transaction failed.'
        };
        return { body: [error], httpHeaders: {}, httpStatusCode: 400, referenceId };
    });
}

function graph(dispatcher: Dispatcher, call: ResourceCall): ResourceReply {
    const { graphs } = read(graphBody, call.body);
    const nodes = graphs.reduce((sum, one) => sum + one.compositeRequest.length, 0);
    if (nodes > MAX_GRAPH_NODES)
        throw new SalesforceError(
            'INVALID_INPUT',
            `A composite graph request cannot have more than ${MAX_GRAPH_NODES} nodes.`
        );
    return ok({
        graphs: graphs.map(({ graphId, compositeRequest }) => {
            refuseRepeatedReferences(compositeRequest);
            const { responses, success } = runTogether(dispatcher, call, compositeRequest, true);
            return { graphId, graphResponse: { compositeResponse: responses }, isSuccessful: success };
        })
    });
}

function batch(dispatcher: Dispatcher, call: ResourceCall): ResourceReply {
    const { haltOnError, batchRequests } = read(batchBody, call.body);
    let halted = false;
    const results = batchRequests.map((request) => {
        if (halted)
            return {
                statusCode: 412,
                result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }]
            };
        const url = request.url.replace(/^\/?(?:services\/data\/)?/, '/services/data/');
        const reply = replyOf(() => dispatcher.call(call, request.method, url, request.richInput, {}));
        halted = haltOnError && reply.status >= 400;
        return { statusCode: reply.status, result: reply.body ?? null };
    });
    return ok({ hasErrors: results.some((result) => result.statusCode >= 400), results });
}
